import { ImageUp, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { avatar } from '../../../../components/avatar.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { uploadFile } from '../../../../data/conversations/composing/upload-file.ts';
import { t } from '../../../../words/words.ts';

const mostBytes = 5_000_000;
/** Sharp in the chat's head and as an app's icon, and light for every visitor of the site. */
const side = 256;
const kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** The picture of the chat's head: uploaded at once, kept with the other changes. */
@customElement('hub-widget-avatar')
export class HubWidgetAvatar extends HubElement {
  @property({ attribute: false }) url: string | null = null;
  @property({ attribute: false }) name = '';
  @property({ type: Boolean, attribute: 'is-disabled' }) isDisabled = false;
  @property({ attribute: false }) onChange: (file: { id: string; url: string } | null) => void = () => undefined;
  @state() private problem = '';
  @state() private isSending = false;
  #stop: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.abort();
  }

  protected override render() {
    return html`<div class="field">
      <span class="label" id="widget-avatar-label">${t('widget:avatar')}</span>
      <div class="row avatar-row">
        ${this.url ? html`<img class="face" src=${this.url} alt=${t('widget:avatarNow')} />` : avatar(this.name, { size: 44 })}
        ${
          this.isDisabled
            ? nothing
            : html`<label class="button ${this.isSending ? 'is-busy' : ''}">
                  ${icon(ImageUp)} ${this.isSending ? t('widget:avatarSending') : t('widget:avatarUpload')}
                  <input
                    class="sr-only"
                    type="file"
                    accept=${kinds.join(',')}
                    aria-describedby="widget-avatar-hint"
                    ?disabled=${this.isSending}
                    @change=${this.#choose}
                  />
                </label>
                ${
                  this.url
                    ? html`<button type="button" class="button plain" @click=${() => this.onChange(null)}>
                        ${icon(X)} ${t('common:remove')}
                      </button>`
                    : nothing
                }`
        }
      </div>
      <span id="widget-avatar-hint" class="hint">${t('widget:avatarHint')}</span>
      ${this.problem ? html`<span class="error" role="alert">${this.problem}</span>` : nothing}
    </div>`;
  }

  #choose = async (event: Event): Promise<void> => {
    const field = event.currentTarget;
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    if (!file || !(field instanceof HTMLInputElement)) return;
    field.value = '';
    this.problem = '';
    if (!kinds.includes(file.type)) this.problem = t('widget:avatarKind');
    else if (file.size > mostBytes) this.problem = t('widget:avatarSize');
    if (this.problem) return;
    this.isSending = true;
    this.#stop = new AbortController();
    try {
      const picture = await squareOf(file);
      if (!picture) {
        this.problem = t('widget:avatarKind');
        return;
      }
      const { id, url } = await uploadFile(picture, () => undefined, this.#stop.signal);
      this.onChange({ id, url });
    } catch (error) {
      if (this.isConnected) this.problem = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  };
}

/** The middle of a picture as a small square PNG, which is what icons are made from; null where the browser can't read it. */
async function squareOf(file: File): Promise<File | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const brush = canvas.getContext('2d');
  if (!bitmap || !brush) return null;
  const cut = Math.min(bitmap.width, bitmap.height);
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(bitmap, (bitmap.width - cut) / 2, (bitmap.height - cut) / 2, cut, cut, 0, 0, side, side);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new File([blob], `${file.name.replace(/\.\w+$/, '')}.png`, { type: blob.type });
}
