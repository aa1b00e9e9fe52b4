import { html, render } from 'lit/html.js';
import { say } from '../../data/words.ts';
import { icon } from '../parts/icon.ts';
import './tools.css';

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const mostSeconds = 300;

/** Records a voice message as soon as it is there; tells by `hubw-recorded` of the file, of null when it was thrown away, of `refused`. */
class HubwRecorder extends HTMLElement {
  #seconds = 0;
  #recorder: MediaRecorder | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isKept = false;

  connectedCallback(): void {
    this.#draw();
    this.#record().catch(() => this.#tell('refused'));
  }

  disconnectedCallback(): void {
    this.#finish(false);
  }

  #draw(): void {
    const minutes = Math.floor(this.#seconds / 60);
    const drawn = html`<button class="round" aria-label=${say('recordCancel')} @click=${() => this.#finish(false)}>${icon('trash')}</button>
      <span role="timer" aria-label=${say('recording')}>${minutes}:${String(this.#seconds % 60).padStart(2, '0')}</span>
      <button class="round send" aria-label=${say('recordStop')} @click=${() => this.#finish(true)}>${icon('stop')}</button>`;
    render(drawn, this);
  }

  async #record(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = types.find((each) => MediaRecorder.isTypeSupported(each));
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      const kind = recorder.mimeType.split(';')[0] ?? 'audio/webm';
      this.#tell(this.#isKept ? new File(parts, `voice.${kind.split('/')[1] ?? 'webm'}`, { type: kind }) : null);
    };
    this.#recorder = recorder;
    if (!this.isConnected) return this.#finish(false);
    recorder.start();
    this.#timer = setInterval(() => {
      this.#seconds += 1;
      this.#draw();
      if (this.#seconds >= mostSeconds) this.#finish(true);
    }, 1_000);
    this.querySelector<HTMLElement>('.send')?.focus();
  }

  #finish(isKept: boolean): void {
    clearInterval(this.#timer);
    this.#isKept = isKept;
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
    else if (!isKept && this.isConnected) this.#tell(null);
  }

  #tell(detail: File | null | 'refused'): void {
    // Taken away halfway, there is nobody to tell.
    if (this.isConnected) this.dispatchEvent(new CustomEvent('hubw-recorded', { detail }));
  }
}

customElements.define('hubw-recorder', HubwRecorder);
