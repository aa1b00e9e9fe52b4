import { html, nothing } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { showFloating, type FloatingPlace } from './floating.ts';

/** Shows how a message read before, newest first. */
export async function showHistory(message: MessageView, place: FloatingPlace): Promise<void> {
  const earlier = (message.revisions ?? []).toReversed();
  const isThere = message.deletedAt === undefined;
  await showFloating(
    place,
    () =>
      html`<h3 tabindex="-1" autofocus>${t('thread:history')}</h3>
        <ol class="wordings">
          ${
            isThere
              ? html`<li>
                  <time datetime=${message.editedAt ?? ''}>${t('thread:historyNow')}</time>
                  <p>${message.text}</p>
                </li>`
              : nothing
          }
          ${earlier.map(
            ({ text, at }) =>
              html`<li>
                <time datetime=${at}>${fullTime(at)}</time>
                <p>${text}</p>
              </li>`,
          )}
        </ol>`,
    t('thread:history'),
  );
}
