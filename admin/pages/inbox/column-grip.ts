import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';
import { t } from '../../words/words.ts';
import './column-grip.css';

const storageKey = 'hub.inbox.listWidth';
const narrowest = 280;
const widest = 520;
// A wide screen has room for longer first lines.
const usual = innerWidth < 1800 ? 344 : 400;
const stepPx = 16;

/** The line between the list and the conversation: dragged, or moved by the arrow keys; a double click puts it back. */
@customElement('hub-column-grip')
export class HubColumnGrip extends HubElement {
  @state() private width = keptWidth();
  #start: { x: number; width: number } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#apply();
  }

  protected override render() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${t('inbox:resize')}
      title=${t('inbox:resize')}
      aria-valuenow=${this.width}
      aria-valuemin=${narrowest}
      aria-valuemax=${widest}
      @keydown=${this.#onKey}
      @dblclick=${() => this.#set(usual)}
      @pointerdown=${this.#grab}
      @pointermove=${this.#drag}
      @pointerup=${this.#letGo}
      @pointercancel=${this.#letGo}
    ></div>`;
  }

  #onKey = (event: KeyboardEvent): void => {
    const to: Record<string, number> = { ArrowLeft: this.width - stepPx, ArrowRight: this.width + stepPx, Home: narrowest, End: widest };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.#set(wanted);
  };

  #grab = (event: PointerEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement) || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#start = { x: event.clientX, width: this.width };
  };

  #drag = (event: PointerEvent): void => {
    if (this.#start) this.#set(this.#start.width + event.clientX - this.#start.x);
  };

  #letGo = (): void => {
    this.#start = null;
  };

  #set(wanted: number): void {
    this.width = Math.round(Math.min(widest, Math.max(narrowest, wanted)));
    localStorage.setItem(storageKey, String(this.width));
    this.#apply();
  }

  #apply(): void {
    this.parentElement?.style.setProperty('--list-width', `${this.width}px`);
  }
}

function keptWidth(): number {
  const kept = Number(localStorage.getItem(storageKey));
  return kept >= narrowest && kept <= widest ? kept : usual;
}
