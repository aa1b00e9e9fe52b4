import { html, type TemplateResult } from 'lit';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import '../../../components/empty.ts';
import { t } from '../../../words/words.ts';

/** Stands where something could not be read, and offers to try again. */
export function loadFailed(error: unknown, retry: () => unknown): TemplateResult {
  return html`<hub-empty
    drawing="broken"
    role="alert"
    heading=${t('team:loadFailed')}
    text=${wordsOf(error)}
    action=${t('common:retry')}
    @hub-empty-action=${retry}
  ></hub-empty>`;
}
