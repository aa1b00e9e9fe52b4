import { UserPlus, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../../components/avatar.ts';
import { icon } from '../../../components/icon.ts';
import { openPicker } from '../../../components/picker.ts';
import { agentById, agents, availabilityOf } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';

/** Who is in a department: a list to take people out of, and a picker that puts them in or out. */
export function membersField({
  value,
  isDisabled,
  onChange,
}: {
  value: readonly string[];
  isDisabled: boolean;
  onChange: (memberIds: string[]) => void;
}): TemplateResult {
  const open = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    let chosen = [...value];
    openPicker(
      event.currentTarget,
      {
        isMany: true,
        label: t('team:searchAgents'),
        chosen,
        choices: agents.value.map(({ id, displayName, email }) => ({
          value: id,
          label: displayName,
          hint: email,
          mark: avatar(displayName, { size: 20 }),
        })),
      },
      ({ value: picked }, picker) => {
        chosen = chosen.includes(picked) ? chosen.filter((id) => id !== picked) : [...chosen, picked];
        picker.chosen = chosen;
        onChange(chosen);
      },
    );
  };
  return html`${
    value.length === 0
      ? html`<p class="quiet" style="margin-bottom:10px">${t('team:noMembers')}</p>`
      : html`<ul class="plain-list members">
          ${value.map((id) => {
            const name = agentById(id)?.displayName ?? id;
            return html`<li>
              ${avatar(name, { size: 26, state: availabilityOf(id) })}<span class="ellipsis">${name}</span>
              ${
                isDisabled
                  ? nothing
                  : html`<button
                      type="button"
                      class="icon-button"
                      aria-label=${t('team:removeMember', { name })}
                      title=${t('team:removeMember', { name })}
                      @click=${() => onChange(value.filter((each) => each !== id))}
                    >
                      ${icon(X)}
                    </button>`
              }
            </li>`;
          })}
        </ul>`
  }
  ${
    isDisabled
      ? nothing
      : html`<button type="button" class="button" aria-haspopup="listbox" aria-expanded="false" @click=${open}>
          ${icon(UserPlus)} ${t('team:addMembers')}
        </button>`
  }`;
}
