import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../../../words/words.ts';
import type { Suggesting } from './suggesting.ts';
import type { Suggestion } from './suggestions.ts';

/** The list over the field, with the active one's text at its side. */
export function suggestionList(
  id: string,
  suggesting: Suggesting,
  pick: (suggestion: Suggestion) => void,
): TemplateResult | typeof nothing {
  const { trigger, found, active } = suggesting;
  if (!trigger || !suggesting.isOpen) return nothing;
  const preview = found[active]?.preview;
  const label = t(`composer:suggest.${trigger.kind}`);
  return html`<div class="suggestions ${preview === undefined ? '' : 'with-preview'}">
    ${
      found.length === 0
        ? html`<p class="quiet none">${t('composer:noQuickReplies')}</p>`
        : html`<div id=${id} class="scroll options" role="listbox" aria-label=${label} tabindex="-1">
            ${found.map((each, index) => option(each, { id: `${id}-${index}`, isActive: index === active, index, suggesting, pick }))}
          </div>`
    }
    ${preview === undefined ? nothing : html`<div class="preview scroll" aria-hidden="true">${preview}</div>`}
    <p class="keys faint" aria-hidden="true">${t('composer:suggestKeys')}</p>
  </div>`;
}

function option(
  { label, mark, hint }: Suggestion,
  {
    id,
    isActive,
    index,
    suggesting,
    pick,
  }: { id: string; isActive: boolean; index: number; suggesting: Suggesting; pick: (suggestion: Suggestion) => void },
): TemplateResult {
  return html`<div
    id=${id}
    class="option"
    role="option"
    aria-selected=${isActive}
    @pointermove=${() => suggesting.activate(index)}
    @pointerdown=${(event: Event) => event.preventDefault() /* the field keeps the focus */}
    @click=${() => {
      const chosen = suggesting.found[index];
      if (chosen) pick(chosen);
    }}
  >
    ${mark ?? nothing}<span class="ellipsis">${label}</span>${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </div>`;
}
