import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { GameElement } from './game-element.ts';
import { fill } from './game.ts';
import { icons } from './icons.ts';

const kinds = [
  ['429', 'fault429'],
  ['500', 'fault500'],
  ['cut-after-accept', 'faultCutAfter'],
  ['cut-before', 'faultCutBefore'],
  ['hang', 'faultHang'],
] as const;

/** The panel of what can go wrong: faults of Telegram, disorder of its deliveries, and the hub's own life. */
export class FaultsElement extends GameElement {
  private bot: 'shop' | 'console' | 'both' = 'both';
  private isSendingOnly = true;
  private problem: string | null = null;

  /** Opens or closes the panel. */
  toggle(): void {
    const dialog = this.querySelector('dialog');
    if (dialog?.open) dialog.close();
    else dialog?.show();
  }

  private do(doing: Promise<unknown>): void {
    this.problem = null;
    doing.catch((error: unknown) => {
      this.problem = error instanceof Error ? error.message : String(error);
      this.requestUpdate();
    });
  }

  private switchFault(kind: string, on: boolean): void {
    const { acts, world } = this.game;
    if (on) this.do(acts.addFault({ kind, ...this.target(), ...(kind === '429' ? { retryAfter: 3 } : {}) }));
    else this.do(Promise.all(world.faults.filter((fault) => fault.kind === kind).map(({ id }) => acts.removeFault(id))));
  }

  private target(): object {
    const { shopBotId, consoleBotId } = this.game.session;
    const bot = this.bot === 'both' ? {} : { bot: this.bot === 'shop' ? shopBotId : consoleBotId };
    return { ...bot, ...(this.isSendingOnly ? { method: 'send*' } : {}) };
  }

  private setDelivery(knobs: { duplicates?: number; shuffle?: boolean }): void {
    Object.assign(this.game.world.delivery, knobs);
    this.do(this.game.acts.setDelivery(knobs));
    this.game.changed();
  }

  private setLimits(on: boolean): void {
    this.game.world.hasLimits = on;
    this.do(this.game.acts.setLimits(on ? 'real' : 'off'));
    this.game.changed();
  }

  private allWell(): void {
    this.do(this.game.acts.clearFaults());
    this.setDelivery({ duplicates: 0, shuffle: false });
    this.setLimits(false);
  }

  protected override render(): TemplateResult {
    const { game } = this;
    const { words, world, state } = game;
    const bots = [
      ['both', words.both],
      ['shop', world.bots.get(game.session.shopBotId)?.name ?? ''],
      ['console', world.bots.get(game.session.consoleBotId)?.name ?? ''],
    ] as const;
    return html`<dialog
      class="faults"
      aria-label=${words.faults}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.toggle()}
    >
      <div class="faults-head">
        <h2>${words.faults}</h2>
        <button type="button" class="icon-button" aria-label=${words.close} @click=${() => this.toggle()}>${icons.close}</button>
      </div>
      <p class="quiet">${words.faultsLead}</p>
      <fieldset>
        <legend>${words.on}</legend>
        <div class="segments" role="group">
          ${bots.map(
            ([bot, name]) =>
              html`<button type="button" aria-pressed=${this.bot === bot} @click=${() => ((this.bot = bot), this.requestUpdate())}>
                ${name}
              </button>`,
          )}
        </div>
        <div class="segments" role="group">
          ${[true, false].map(
            (only) =>
              html`<button
                type="button"
                aria-pressed=${this.isSendingOnly === only}
                @click=${() => ((this.isSendingOnly = only), this.requestUpdate())}
              >
                ${only ? words.sending : words.everything}
              </button>`,
          )}
        </div>
      </fieldset>
      ${kinds.map(([kind, name]) => {
        const on = world.faults.filter((fault) => fault.kind === kind);
        const hits = on.reduce((sum, fault) => sum + fault.hits, 0);
        return this.check(
          words[name],
          on.length > 0,
          (checked) => this.switchFault(kind, checked),
          on.length > 0 ? fill(words.faultHint, { hits }) : '',
        );
      })}
      <hr />
      ${this.check(words.twice, world.delivery.duplicates > 0, (on) => this.setDelivery({ duplicates: on ? 1 : 0 }))}
      ${this.check(words.shuffled, world.delivery.shuffle, (on) => this.setDelivery({ shuffle: on }))}
      ${this.check(words.limits, world.hasLimits, (on) => this.setLimits(on))}
      <button type="button" class="wide" @click=${() => this.allWell()}>${words.clear}</button>
      <hr />
      <div class="process">
        <b>${words.process}</b
        ><span class="hub-state ${state?.hub ?? 'stopped'}"><span class="lamp"></span>${words[state?.hub ?? 'stopped']}</span>
        <button type="button" class="dangerous" ?disabled=${state?.hub !== 'running'} @click=${() => this.do(game.commandHub('kill'))}>
          ${words.kill}
        </button>
        <button type="button" ?disabled=${state?.hub !== 'running'} @click=${() => this.do(game.commandHub('stop'))}>${words.stop}</button>
        <button type="button" ?disabled=${state?.hub !== 'stopped'} @click=${() => this.do(game.commandHub('start'))}>
          ${words.startHub}
        </button>
      </div>
      <p class="quiet">${words.killHint}</p>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
    </dialog>`;
  }

  private check(words: string, isOn: boolean, set: (on: boolean) => void, hint = ''): TemplateResult {
    const onChange = (event: Event): void => {
      if (event.target instanceof HTMLInputElement) set(event.target.checked);
    };
    return html`<label class="switch"
      ><input type="checkbox" role="switch" .checked=${live(isOn)} @change=${onChange} /><span>${words}</span><em>${hint}</em></label
    >`;
  }
}
