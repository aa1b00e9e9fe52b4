import { ChevronLeft, ChevronRight, Download, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import type { ViewedPicture } from './show-viewer.ts';
import './viewer.css';

/** The dialog of `showViewer`. A native one: it needs nothing of a form's dialog. */
@customElement('hub-viewer')
export class HubViewer extends HubElement {
  @property({ attribute: false }) pictures: readonly ViewedPicture[] = [];
  @property({ attribute: false }) at = 0;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render() {
    const picture = this.pictures[this.at];
    if (!picture) return nothing;
    const { url, name, kind } = picture;
    const total = this.pictures.length;
    return html`<dialog
      class="viewer"
      aria-label=${t('thread:viewer')}
      @close=${() => this.dispatchEvent(new DialogDone())}
      @keydown=${this.#press}
      @click=${this.#closeOutside}
    >
      <header>
        <span class="numbers" aria-live="polite">${t('thread:viewerPlace', { n: this.at + 1, total })}</span>
        <span class="ellipsis name">${name}</span>
        <a
          class="icon-button"
          href=${url}
          download=${name}
          aria-label=${t('thread:download', { name })}
          title=${t('thread:download', { name })}
          >${icon(Download, 18)}</a
        >
        <button
          class="icon-button"
          autofocus
          aria-label=${t('common:close')}
          title=${t('common:close')}
          @click=${() => this.dialog.close()}
        >
          ${icon(X, 18)}
        </button>
      </header>
      <div class="stage">
        ${
          kind === 'image'
            ? html`<img src=${url} alt=${name || t('thread:kind.image')} />`
            : html`<video src=${url} aria-label=${name || t('thread:kind.video')} controls autoplay playsinline></video>`
        }
      </div>
      ${
        total > 1
          ? html`<button class="icon-button turn back" aria-label=${t('thread:previousPicture')} @click=${() => this.#turn(-1)}>
                ${icon(ChevronLeft, 24)}</button
              ><button class="icon-button turn on" aria-label=${t('thread:nextPicture')} @click=${() => this.#turn(1)}>
                ${icon(ChevronRight, 24)}
              </button>`
          : nothing
      }
    </dialog>`;
  }

  #press = (event: KeyboardEvent): void => {
    // In a film's own controls the arrows seek.
    if (event.target instanceof HTMLVideoElement) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#turn(step);
  };

  #turn(step: number): void {
    this.at = (this.at + step + this.pictures.length) % this.pictures.length;
  }

  #closeOutside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLElement && (event.target === this.dialog || event.target.className === 'stage')) this.dialog.close();
  };
}
