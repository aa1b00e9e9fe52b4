import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { language as languages } from '../../../../hub/api/fields.ts';
import { quickReplyPlaceholder, type QuickReplyPlaceholder } from '../../../../hub/api/customers/quick-replies.ts';
import { formField } from '../../../components/form-field.ts';
import { openPicker } from '../../../components/picker.ts';
import { signedIn } from '../../../data/session.ts';
import { departments } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';
import { departmentsField } from '../agents/seat-fields.ts';
import type { Draft } from '../form/draft.ts';
import { selectField } from '../form/fields.ts';
import type { Problems } from '../form/problems.ts';
import { previewOf, type Stretch } from './preview.ts';
import type { QuickReplyValues } from './quick-reply-queries.ts';

interface FormInput {
  draft: Draft<QuickReplyValues>;
  isDisabled: boolean;
  problems: Problems;
}

/** The fields of a quick reply, with what it looks like when it is sent. */
export function quickReplyForm(input: FormInput): TemplateResult {
  const { draft, isDisabled, problems } = input;
  const { shortcut, title, language, departmentIds } = draft.values;
  return html`<section class="section-part">
      <div class="form-parts">
        ${formField({
          id: 'quick-reply-shortcut',
          name: 'shortcut',
          label: t('team:shortcut'),
          hint: t('team:shortcutHint'),
          value: shortcut,
          error: problems.fields['shortcut'],
          autocomplete: 'off',
          isRequired: true,
          isDisabled,
          onInput: (value) => draft.set('shortcut', value),
        })}
        ${formField({
          id: 'quick-reply-title',
          name: 'title',
          label: t('team:title'),
          value: title,
          error: problems.fields['title'],
          autocomplete: 'off',
          isRequired: true,
          isDisabled,
          onInput: (value) => draft.set('title', value),
        })}
        ${textField(input)}
      </div>
    </section>
    <section class="section-part">
      <h2>${t('team:preview')}</h2>
      <p>${t('team:previewLead')}</p>
      <div class="preview-bubble" aria-live="polite">${stretches(draft.values)}</div>
    </section>
    <section class="section-part">
      <h2>${t('team:forWhom')}</h2>
      <div class="form-parts" style="margin-top:10px">
        ${selectField({
          id: 'quick-reply-language',
          label: t('account:language'),
          hint: t('team:quickReplyLanguageHint'),
          value: language ?? '',
          options: { '': t('team:anyLanguage'), en: 'English', ru: 'Русский' },
          isDisabled,
          onChange: (value) => draft.set('language', value === '' ? null : languages.parse(value)),
        })}
        ${departmentsField({
          label: t('team:onlyDepartments'),
          value: departmentIds,
          isDisabled,
          onChange: (value) => draft.set('departmentIds', value),
        })}
      </div>
    </section>`;
}

function textField({ draft, isDisabled, problems }: FormInput): TemplateResult {
  const error = problems.fields['text'];
  return html`<div class="field">
    <div class="text-head">
      <label for="quick-reply-text" style="font-size:var(--text-s);font-weight:550">${t('team:text')}</label>
      ${
        isDisabled
          ? nothing
          : html`<button
              type="button"
              class="button small"
              aria-haspopup="listbox"
              aria-expanded="false"
              @click=${(event: Event) => offer(event, draft)}
            >
              ${t('team:insertPlaceholder')}
            </button>`
      }
    </div>
    <textarea
      id="quick-reply-text"
      class="input"
      rows="7"
      ?disabled=${isDisabled}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby="quick-reply-text-hint${error ? ' quick-reply-text-error' : ''}"
      .value=${live(draft.values.text)}
      @input=${(event: InputEvent) => {
        if (event.currentTarget instanceof HTMLTextAreaElement) draft.set('text', event.currentTarget.value);
      }}
    ></textarea>
    <span id="quick-reply-text-hint" class="hint">${t('team:textHint', { example: '{{contact.firstName|there}}' })}</span>
    ${error ? html`<span id="quick-reply-text-error" class="error">${error}</span>` : nothing}
  </div>`;
}

/** Lets choose a placeholder and puts it where the cursor is. */
function offer(event: Event, draft: Draft<QuickReplyValues>): void {
  const button = event.currentTarget;
  const field = document.querySelector<HTMLTextAreaElement>('#quick-reply-text');
  if (!(button instanceof HTMLElement) || !field) return;
  const { selectionStart, selectionEnd } = field;
  const samples = sampleValues();
  openPicker(
    button,
    {
      label: t('team:insertPlaceholder'),
      chosen: [],
      choices: quickReplyPlaceholder.options.map((name) => ({ value: name, label: t(`team:placeholder.${name}`), hint: samples[name] })),
    },
    ({ value }) => {
      field.focus();
      field.setRangeText(`{{${value}}}`, selectionStart, selectionEnd, 'end');
      draft.set('text', field.value);
    },
  );
}

function stretches({ text }: QuickReplyValues): TemplateResult | TemplateResult[] {
  if (text.trim() === '') return html`<span>${t('team:previewEmpty')}</span>`;
  return previewOf(text, sampleValues()).map(renderStretch);
}

function renderStretch({ kind, text }: Stretch): TemplateResult {
  if (kind === 'value') return html`<mark>${text}</mark>`;
  return kind === 'unknown' ? html`<span class="unknown" title=${t('team:placeholderUnknown')}>${text}</span>` : html`${text}`;
}

function sampleValues(): Record<QuickReplyPlaceholder, string> {
  const { agent, workspace } = signedIn();
  return {
    'contact.name': t('team:sampleName'),
    'contact.firstName': t('team:sampleName').split(' ')[0] ?? '',
    'agent.name': agent.displayName,
    'workspace.name': workspace.name,
    'conversation.number': '1024',
    'department.name': departments.value[0]?.name ?? t('team:sampleDepartment'),
  };
}
