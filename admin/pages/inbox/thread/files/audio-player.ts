import { Download, Pause, Play } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import './audio-player.css';

const speeds = [1, 1.5, 2] as const;
let playing: HTMLMediaElement | null = null;

/** Only one thing sounds at a time: whatever plays next stops what played before. */
export function playAlone(media: HTMLMediaElement): void {
  if (playing !== media) playing?.pause();
  playing = media;
  media.play().catch(() => undefined); // the element's own error event tells what can't be played
}

/** 1:05 */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/**
 * A voice message or a piece of music: play, seek, speed, how long.
 * @event hub-audio-failed - it could not be loaded; its address may have run out
 */
@customElement('hub-audio-player')
export class HubAudioPlayer extends HubElement {
  @property({ attribute: false }) url = '';
  /** Of a file that has a name of its own. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) durationSeconds: number | null = null;
  @state() private isPlaying = false;
  @state() private at = 0;
  @state() private length: number | null = null;
  @state() private speed: (typeof speeds)[number] = 1;
  @state() private hasFailed = false;
  @query('audio') private audio!: HTMLAudioElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.audio?.pause();
  }

  protected override render() {
    const length = this.length ?? this.durationSeconds ?? 0;
    return html`<audio
        src=${this.url}
        preload="none"
        @play=${() => (this.isPlaying = true)}
        @pause=${() => (this.isPlaying = false)}
        @timeupdate=${() => (this.at = this.audio.currentTime)}
        @loadedmetadata=${this.#measure}
        @error=${this.#fail}
      ></audio>
      <div class="player" role="group" aria-label=${this.name || this.label}>
        <button class="start" aria-label=${this.isPlaying ? t('thread:pause') : t('thread:play')} @click=${this.#toggle}>
          ${icon(this.isPlaying ? Pause : Play, 16)}
        </button>
        <span class="track">
          ${this.name ? html`<span class="name ellipsis">${this.name}</span>` : nothing}
          <input
            type="range"
            min="0"
            max=${Math.max(length, 0.1)}
            step="0.1"
            .value=${String(this.at)}
            style="--done:${length > 0 ? (this.at / length) * 100 : 0}%"
            aria-label=${t('thread:position')}
            aria-valuetext=${clockOf(this.at)}
            @input=${this.#seek}
          />
          <span class="times numbers">${this.hasFailed ? t('thread:playFailed') : `${clockOf(this.at)} / ${clockOf(length)}`}</span>
        </span>
        <button class="speed numbers" aria-label=${t('thread:speed', { speed: this.speed })} @click=${this.#faster}>${this.speed}×</button>
        <a
          class="speed"
          href=${this.url}
          download=${this.name || nothing}
          aria-label=${t('thread:download', { name: this.name || this.label })}
          >${icon(Download, 14)}</a
        >
      </div>`;
  }

  #toggle = (): void => {
    if (this.audio.paused) {
      this.audio.playbackRate = this.speed;
      playAlone(this.audio);
    } else this.audio.pause();
  };

  #seek = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    this.at = Number(event.currentTarget.value);
    this.audio.currentTime = this.at;
  };

  #faster = (): void => {
    this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length] ?? 1;
    this.audio.playbackRate = this.speed;
  };

  #measure = (): void => {
    // Recordings of browsers say Infinity until they were played to the end.
    if (Number.isFinite(this.audio.duration)) this.length = this.audio.duration;
  };

  #fail = (): void => {
    this.hasFailed = true;
    this.dispatchEvent(new Event('hub-audio-failed', { bubbles: true }));
  };

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('url')) this.hasFailed = false;
  }
}
