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
        ${seats.map(({ userId, role }, index) => this.tab(index, world.users.get(userId)?.firstName ?? '', role))}${this.tab(seats.length, words.hubTab, 'hub')}
      </nav>
      <div class="stage">
        <main class="phones">
          ${seats.map((seat, index) => html`<hub-phone class=${index === this.shown ? 'shown' : ''} .game=${game} .seat=${seat}></hub-phone>`)}
        </main>
        <hub-faults .game=${game}></hub-faults>
      </div>
      <div class="strip-place ${this.shown === seats.length ? 'shown' : ''}">${strip(game)}</div>
      ${world.isConnected ? nothing : html`<div class="offline" role="alert">${words.noConnection}</div>`}`;
  }

  private tab(index: number, name: string, kind: string): TemplateResult {
    const choose = (): void => {
      this.shown = index;
      this.requestUpdate();
    };
    return html`<button type="button" class=${kind} aria-pressed=${index === this.shown} @click=${choose}>${name}</button>`;
  }
}
