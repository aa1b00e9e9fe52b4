import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, nothing, type TemplateResult } from 'lit';
import { onceBack } from '../data/connection-state.ts';
import { t } from '../words/words.ts';

/** A part of a page whose code comes when it is asked for. Where it can't, it comes by itself once the connection is back. */
export class LatePart implements ReactiveController {
  isHere = false;
  #isAway = false;
  #running: Promise<void> | null = null;
  #stop: (() => void) | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #import: () => Promise<unknown>;

  constructor(host: ReactiveControllerHost, load: () => Promise<unknown>) {
    this.#host = host;
    this.#import = load;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  /** Loads it unless that was done; that it could not be is told in its place. Never throws. */
  readonly load = (): Promise<void> => {
    this.#running ??= this.#load().finally(() => (this.#running = null));
    return this.#running;
  };

  async #load(): Promise<void> {
    this.#stop?.();
    if (this.isHere) return;
    try {
      await this.#import();
      this.isHere = true;
      this.#isAway = false;
    } catch {
      this.#isAway = true;
      this.#stop = onceBack(() => void this.load());
    }
    this.#host.requestUpdate();
  }

  /** What stands in its place: a line with Retry when it could not be loaded, `meanwhile` before that is known, nothing once it is here. Asks for it. */
  render(meanwhile: TemplateResult | typeof nothing = nothing): TemplateResult | typeof nothing {
    if (this.isHere) return nothing;
    if (!this.#isAway) {
      void this.load();
      return meanwhile;
    }
    return html`<p class="late quiet" role="alert" style="margin:10px 12px">
      ${t('common:partAway')} <button class="button small" @click=${this.load}>${t('common:retry')}</button>
    </p>`;
  }
}
