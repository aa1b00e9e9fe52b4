import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';

const second = signal(Date.now());
setInterval(() => {
  if (!document.hidden) second.value = Date.now();
}, 1000);

/** How long ago something began, counting on: 0:07, 12:40, 1:02:03. Only its own text is drawn again each second. */
@customElement('hub-time-on-site')
export class HubTimeOnSite extends HubElement {
  @property({ attribute: false }) since = '';
  /** How far the hub's clock is ahead of ours, in milliseconds. */
  @property({ attribute: false }) clockAhead = 0;
  /** When it stopped; null: it counts. */
  @property({ attribute: false }) isStopped = false;
  #stoppedAt = 0;

  protected override render(): TemplateResult {
    if (!this.isStopped) this.#stoppedAt = second.value;
    return html`${clock(this.#stoppedAt + this.clockAhead - Date.parse(this.since))}`;
  }
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, String(seconds % 60).padStart(2, '0')];
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
