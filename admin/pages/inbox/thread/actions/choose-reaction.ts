import { Plus } from 'lucide';
import { html, nothing } from 'lit';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { showFloating, type FloatingPlace } from './floating.ts';

const usual = ['👍', '❤️', '😁', '🎉', '😢', '🙏'];
const plain = (emoji: string) => emoji.replaceAll('\uFE0F', '');

/**
 * Asks for a reaction: the usual ones, then all that the channel takes (`allowed`), or every emoji there is where it takes every one. Undefined
 * when none was chosen, null when the own one is taken back.
 */
export async function chooseReaction(
  place: FloatingPlace,
  { allowed, own }: { allowed: readonly string[] | null; own: string | null },
): Promise<string | null | undefined> {
  let chosen: string | null | undefined;
  let wantsMore = false;
  const offered = allowed ?? usual;
  await showFloating(
    place,
    (close) =>
      html`<div class="emoji-row">
        ${offered.map((emoji) => {
          const isOwn = own !== null && plain(own) === plain(emoji);
          return html`<button
            aria-label=${emoji}
            aria-pressed=${isOwn}
            title=${isOwn ? t('thread:removeReaction') : nothing}
            @click=${() => {
              chosen = isOwn ? null : emoji;
              close();
            }}
          >
            ${emoji}
          </button>`;
        })}
        ${
          allowed === null
            ? html`<button
                aria-label=${t('thread:reactMore')}
                title=${t('thread:reactMore')}
                @click=${() => {
                  wantsMore = true;
                  close();
                }}
              >
                ${icon(Plus, 18)}
              </button>`
            : nothing
        }
      </div>`,
    t('thread:react'),
  );
  return wantsMore ? chooseOfAll(place) : chosen;
}

async function chooseOfAll(place: FloatingPlace): Promise<string | undefined> {
  let chosen: string | undefined;
  try {
    const { loadEmojiPicker } = await import('./emoji-picker.ts');
    let done = (): void => undefined;
    const picker = await loadEmojiPicker((emoji) => {
      chosen = emoji;
      done();
    });
    await showFloating(
      place,
      (close) => {
        done = close;
        return picker;
      },
      t('thread:emojiPicker'),
    );
  } catch (error) {
    if (error instanceof Error) showToast({ kind: 'bad', text: t('thread:emojiFailed') });
    else showError(error);
  }
  return chosen;
}
