import { Play } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { clockOf, playAlone } from './audio-player.ts';
import './round-note.css';

/** A round video note: a press plays it, another stops it. */
@customElement('hub-round-note')
export class HubRoundNote extends HubElement {
  @property({ attribute: false }) url = '';
  @property({ attribute: false }) durationSeconds: number | null = null;
  @state() private isPlaying = false;
  @query('video') private video!: HTMLVideoElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.video?.pause();
  }

  protected override render() {
    const label = `${this.isPlaying ? t('thread:pause') : t('thread:play')}: ${t('thread:kind.video')}`;
    return html`<button aria-label=${label} @click=${this.#toggle}>
      <video
        src=${this.url}
        preload="metadata"
        playsinline
        @play=${() => (this.isPlaying = true)}
        @pause=${() => (this.isPlaying = false)}
        @ended=${() => (this.isPlaying = false)}
      ></video>
      ${this.isPlaying ? nothing : html`<span class="sign">${icon(Play, 20)}</span>`}
      ${this.durationSeconds === null ? nothing : html`<span class="length numbers">${clockOf(this.durationSeconds)}</span>`}
    </button>`;
  }

  #toggle = (): void => {
    if (this.video.paused) playAlone(this.video);
    else this.video.pause();
  };
}
