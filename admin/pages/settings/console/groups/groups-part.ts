import { CircleAlert, CircleCheck, Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { removeConsoleGroup, updateConsoleGroup, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { may } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { switchField } from '../../form/fields.ts';
import { changeConsole } from '../console-queries.ts';
import { problemWords } from './problem-words.ts';
import { showBindGroup } from './show-bind-group.ts';

type Group = ConsoleView['groups'][number];

/** The groups in whose topics conversations are shown, each with what it misses. */
@customElement('hub-console-groups')
export class HubConsoleGroups extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;

  protected override render() {
    const { groups, mode } = this.console;
    const canManage = may('console.manage');
    return html`<section class="section-part">
      <h2>${t('console:groups')}</h2>
      <p>${t('console:groupsLead')}</p>
      ${
        groups.length > 0
          ? html`<ul class="console-groups">
              ${groups.map((group) => this.#renderGroup(group))}
            </ul>`
          : html`<p class="callout ${mode === 'private' ? '' : 'warn'}">
              ${mode === 'private' ? t('console:noGroups') : t('console:noGroupsNeeded')}
            </p>`
      }
      ${groups.length > 0 && mode === 'private' ? html`<p class="hint">${t('console:groupsUnused')}</p>` : nothing}
      ${
        canManage
          ? html`<div class="row actions">
              <button class="button" @click=${() => showBindGroup()}>${icon(Plus)} ${t('console:bindGroup')}</button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #renderGroup(group: Group): TemplateResult {
    const { chatId, title, language, isReplyOnly, problem } = group;
    const canManage = may('console.manage');
    return html`<li class="card">
      <div class="row">
        <h3 class="ellipsis">${title}</h3>
        <span class="chip">${language === 'ru' ? 'Русский' : 'English'}</span>
        <span class="spacer"></span>
        ${
          canManage
            ? html`<button class="button small" aria-label=${t('console:removeGroupNamed', { title })} @click=${() => this.#remove(group)}>
                ${t('common:remove')}
              </button>`
            : nothing
        }
      </div>
      ${
        problem === null
          ? html`<p class="row works">${icon(CircleCheck)} ${t('console:groupWorks')}</p>`
          : html`<div class="callout warn">
              ${icon(CircleAlert)}
              <ul>
                ${problemWords(problem).map((words) => html`<li>${words}</li>`)}
              </ul>
            </div>`
      }
      ${switchField({
        id: `reply-only-${chatId}`,
        label: t('console:replyOnly'),
        hint: t('console:replyOnlyHint'),
        isOn: isReplyOnly,
        isDisabled: !canManage,
        onChange: (isOn) => void changeConsole(() => api.call(updateConsoleGroup, { params: { chatId }, body: { isReplyOnly: isOn } })),
      })}
    </li>`;
  }

  async #remove({ chatId, title }: Group): Promise<void> {
    const isAgreed = await confirm({
      heading: t('console:removeGroupNamed', { title }),
      text: t('console:removeGroupText'),
      action: t('console:removeGroup'),
      isDangerous: true,
    });
    if (isAgreed) await changeConsole(() => api.call(removeConsoleGroup, { params: { chatId } }));
  }
}
