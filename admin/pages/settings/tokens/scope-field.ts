import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Permission } from '../../../../hub/api/permissions.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { isReading, permissionGroups } from '../agents/permission-groups.ts';

/** What a token may do: permissions by group, as far as the one who makes it has them. */
export function scopeField({
  value,
  error,
  onChange,
}: {
  value: readonly Permission[];
  error: string | undefined;
  onChange: (scopes: Permission[]) => void;
}): TemplateResult {
  const groups = permissionGroups
    .map(({ name, permissions }) => ({ name, own: permissions.filter((each) => may(each)) }))
    .filter(({ own }) => own.length > 0);
  const everything = groups.flatMap(({ own }) => own);
  const replace = (group: readonly Permission[], wanted: readonly Permission[]): void =>
    onChange([...value.filter((each) => !group.includes(each)), ...wanted]);
  return html`<div class="field" role="group" aria-labelledby="scopes-label">
    <span class="label" id="scopes-label">${t('team:scopes')}</span>
    <span class="hint">${t('team:scopesHint')}</span>
    ${tools(t('team:scopes'), everything, (wanted) => onChange([...wanted]))}
    ${groups.map(
      ({ name, own }) =>
        html`<fieldset class="scope-group">
          <legend>${t(`team:group.${name}`)}</legend>
          ${tools(t(`team:group.${name}`), own, (wanted) => replace(own, wanted))}
          <div class="scope-checks">
            ${own.map((scope) => {
              const isOn = value.includes(scope);
              return html`<label class="check"
                ><input
                  type="checkbox"
                  name="scope"
                  value=${scope}
                  .checked=${live(isOn)}
                  @change=${() => replace([scope], isOn ? [] : [scope])}
                /><span>${t(`team:may.${scope}`)} <code class="quiet">${scope}</code></span></label
              >`;
            })}
          </div>
        </fieldset>`,
    )}
    ${error ? html`<span class="error" role="alert">${error}</span>` : nothing}
  </div>`;
}

function tools(label: string, group: readonly Permission[], choose: (wanted: readonly Permission[]) => void): TemplateResult {
  const button = (words: string, wanted: readonly Permission[]): TemplateResult =>
    html`<button type="button" class="button small" aria-label="${label}: ${words}" @click=${() => choose(wanted)}>${words}</button>`;
  return html`<div class="tools row">
    ${button(t('common:all'), group)} ${button(t('team:readOnly'), group.filter(isReading))} ${button(t('common:none'), [])}
  </div>`;
}
