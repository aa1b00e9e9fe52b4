import { html, nothing, type TemplateResult } from 'lit';
import type { Seat } from '../phone/seat.ts';
import type { FaultsElement } from './faults.ts';
import { GameElement } from './game-element.ts';
import { icons } from './icons.ts';
import { isDark } from './settings.ts';
import { strip } from './strip.ts';

/** The whole page: a bar, the phones, and what the hub sees. On a narrow screen one of them at a time. */
export class PlaygroundElement extends GameElement {
  private shown = 0;
  /** Beside the admin there is room for two phones: a customer's and an agent's. */
  private beside: readonly number[] = [0, 2];
  /** What stands where the customer's phone would. */
  private customerBeside: 'phone' | 'site' | 'apps' = 'phone';

  private seats(): Seat[] {
    const { customers, agents, shopBotId, consoleBotId, forumKey } = this.game.session;
    return [
      ...customers.map((userId): Seat => ({ role: 'customer', userId, botId: shopBotId, firstScreen: { kind: 'bot' } })),
      // Between them the agents show both ways to work: the bot's private chat and the group's topics.
      ...agents.map(({ userId }, index): Seat => {
        const firstScreen = index === 0 ? ({ kind: 'bot' } as const) : ({ kind: 'topics' } as const);
        return { role: 'agent', userId, botId: consoleBotId, groupKey: forumKey, firstScreen };
      }),
    ];
  }

  protected override render(): TemplateResult {
    const { game } = this;
    const { words, world, settings } = game;
    const seats = this.seats();
    const wrong =
      world.faults.length + (world.delivery.duplicates > 0 ? 1 : 0) + (world.delivery.shuffle ? 1 : 0) + (world.hasLimits ? 1 : 0);
    const language = document.documentElement.lang === 'ru' ? 'en' : 'ru';
    const hasAdmin = settings.view !== 'phones';
    return html`<header class="top">
        <img src="./icon.svg" alt="" width="28" height="28" />
        <h1>${words.title}</h1>
        <p>${words.lead}</p>
        <div class="top-buttons">
          <button
            type="button"
            class="pill"
            aria-haspopup="dialog"
            @click=${() => this.querySelector<FaultsElement>('hub-faults')?.toggle()}
          >
            ${icons.bolt}<span>${words.faults}</span>${wrong > 0 ? html`<span class="count">${wrong}</span>` : nothing}
          </button>
          ${this.viewButton(hasAdmin)}
          <button type="button" class="pill" @click=${() => game.choose({ ...settings, language })}>${words.language}</button>
          <button
            type="button"
            class="pill round"
            aria-label=${words.theme}
            title=${words.theme}
            @click=${() => game.choose({ ...settings, theme: isDark(settings) ? 'light' : 'dark' })}
          >
            ${isDark(settings) ? icons.sun : icons.moon}
          </button>
        </div>
      </header>
      <nav class="tabs">
        ${seats.map(({ userId, role }, index) => this.tab(index, world.users.get(userId)?.firstName ?? '', role))}${this.tab(seats.length + 3, words.apps, 'customer')}${this.tab(seats.length, words.siteTab, 'site')}${this.tab(seats.length + 1, words.adminTab, 'admin')}${this.tab(seats.length + 2, words.hubTab, 'hub')}
      </nav>
      <div class="stage ${hasAdmin ? 'with-admin' : ''}">
        <main class="phones">
          ${hasAdmin ? this.besideTabs(seats) : nothing}
          ${seats.map((seat, index) => {
            const isBeside = this.beside.includes(index) && (this.customerBeside === 'phone' || seat.role !== 'customer');
            const classes = `${index === this.shown ? 'shown' : ''} ${isBeside ? 'beside' : ''}`;
            return html`<hub-phone class=${classes} .game=${game} .seat=${seat}></hub-phone>`;
          })}
          <hub-apps-phone
            class="${this.shown === seats.length + 3 ? 'shown' : ''} ${this.customerBeside === 'apps' ? 'beside' : ''}"
            .game=${game}
          ></hub-apps-phone>
          ${
            hasAdmin
              ? html`<iframe
                  class="site ${this.shown === seats.length ? 'shown' : ''} ${this.customerBeside === 'site' ? 'beside' : ''}"
                  src=${`${game.session.shopUrl}/${document.documentElement.lang}/`}
                  title=${words.siteTab}
                  loading="lazy"
                  allow="microphone; clipboard-write"
                ></iframe>`
              : nothing
          }
        </main>
        ${
          hasAdmin
            ? html`<iframe
                class="admin ${this.shown === seats.length + 1 ? 'shown' : ''}"
                src=${`${game.session.hubUrl}/admin/`}
                title=${words.adminTab}
              ></iframe>`
            : nothing
        }
        <hub-faults .game=${game}></hub-faults>
      </div>
      <div class="strip-place ${this.shown === seats.length + 2 ? 'shown' : ''}">${strip(game)}</div>
      ${world.isConnected ? nothing : html`<div class="offline" role="alert">${words.noConnection}</div>`}`;
  }

  private viewButton(hasAdmin: boolean): TemplateResult {
    const { game } = this;
    const { view: _, ...rest } = game.settings;
    return html`<button
      type="button"
      class="pill view"
      aria-pressed=${hasAdmin}
      @click=${() => game.choose(hasAdmin ? { ...rest, view: 'phones' } : rest)}
    >
      ${hasAdmin ? game.words.onlyPhones : game.words.withAdmin}
    </button>`;
  }

  /** Which customer, or the website, and which agent stand beside the admin. */
  private besideTabs(seats: readonly Seat[]): TemplateResult {
    const { world } = this.game;
    return html`<div class="segments beside-tabs">
      ${seats.map(({ userId, role }, index) => {
        const choose = (): void => {
          this.beside = seats.flatMap((seat, other) =>
            (seat.role === role ? other === index : this.beside.includes(other)) ? [other] : [],
          );
          if (role === 'customer') this.customerBeside = 'phone';
          this.requestUpdate();
        };
        const isBeside = this.beside.includes(index) && (this.customerBeside === 'phone' || role !== 'customer');
        const name = world.users.get(userId)?.firstName ?? '';
        // The website and the other apps are customers too, so they stand before the first agent.
        const more = role === 'agent' && seats[index - 1]?.role === 'customer' ? this.otherCustomers() : nothing;
        return html`${more}<button type="button" aria-pressed=${isBeside} @click=${choose}>${name}</button>`;
      })}
    </div>`;
  }

  private otherCustomers(): TemplateResult {
    const { words } = this.game;
    const button = (kind: 'site' | 'apps', name: string): TemplateResult => {
      const choose = (): void => {
        this.customerBeside = kind;
        this.requestUpdate();
      };
      return html`<button type="button" aria-pressed=${this.customerBeside === kind} @click=${choose}>${name}</button>`;
    };
    return html`${button('apps', words.apps)}${button('site', words.siteTab)}`;
  }

  private tab(index: number, name: string, kind: string): TemplateResult {
    const choose = (): void => {
      this.shown = index;
      this.requestUpdate();
    };
    return html`<button type="button" class=${kind} aria-pressed=${index === this.shown} @click=${choose}>${name}</button>`;
  }
}
