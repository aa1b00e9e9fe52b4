import { html, nothing, type TemplateResult } from 'lit';
import type { MessengerView } from '../../session.ts';
import { avatar } from '../app/avatar.ts';
import { GameElement } from '../app/game-element.ts';
import { icons } from '../app/icons.ts';
import { shownWords } from '../message/shown-kind.ts';
import { drawPictures } from '../samples/pictures.ts';

/** One customer's phone with every app beside Telegram: a tab for each, and the chat with the shop in it. */
export class AppsPhoneElement extends GameElement {
  private shown = '';
  private draft = '';
  private problem = '';
  private lastLine = '';

  protected override render(): TemplateResult {
    const { words, session, state } = this.game;
    const apps = state?.messengers ?? [];
    const app = apps.find(({ provider }) => provider === this.shown) ?? apps[0];
    return html`<section class="phone customer" role="region" aria-label="${session.appsCustomer}: ${words.apps}">
      <div class="owner">
        ${avatar(session.appsCustomer, 5)}<b>${session.appsCustomer}</b><span>${words.customer}</span>
        <div class="segments">
          ${apps.map(
            ({ provider, title }) =>
              html`<button type="button" aria-pressed=${provider === app?.provider} @click=${() => this.open(provider)}>${title}</button>`,
          )}
        </div>
      </div>
      <div class="glass">
        ${app ? (app.link === 'on' ? this.chat(app) : this.waiting(app)) : html`<div class="empty">${words.noConnection}</div>`}
      </div>
    </section>`;
  }

  protected override updated(): void {
    const last = this.querySelector('.row:last-child');
    const id = last?.getAttribute('data-id') ?? '';
    if (id !== this.lastLine) last?.scrollIntoView({ block: 'nearest' });
    this.lastLine = id;
  }

  /** An account that is connected only when somebody wants it. */
  private waiting({ title, provider, link, problem }: MessengerView): TemplateResult {
    const { words } = this.game;
    return html`<div class="empty app-off">
      <b>${title}</b>
      <span class="unofficial">${words.unofficial}</span>
      <p>${words.onDemand}</p>
      ${problem ? html`<p class="app-problem" role="alert">${problem}</p>` : nothing}
      <button type="button" class="start" ?disabled=${link === 'starting'} @click=${() => void this.act(provider, 'connect', '')}>
        ${link === 'starting' ? words.connecting : words.connect}
      </button>
    </div>`;
  }

  private chat({ title, isTyping, lines, provider, isUnofficial }: MessengerView): TemplateResult {
    const { words } = this.game;
    return html`<header class="phone-header">
        ${avatar('Sunny Shop', 1)}
        <div class="phone-title">
          <h3>Sunny Shop</h3>
          <span aria-live="polite">${isTyping ? words.typing : title}</span>
        </div>
        ${isUnofficial ? html`<span class="unofficial">${words.unofficial}</span>` : nothing}
      </header>
      <div class="chat">
        <div class="messages" tabindex="0" role="log" aria-label=${words.messages}>
          <div class="lines">
            ${lines.length === 0 ? html`<div class="empty">${words.emptyChat}</div>` : nothing}
            ${lines.map((line) => this.line(provider, line))}
          </div>
        </div>
        ${this.problem ? html`<div class="toast" role="status">${this.problem}</div>` : nothing}
      </div>
      <form class="composer" @submit=${(event: Event) => (event.preventDefault(), void this.send(provider))}>
        <button
          type="button"
          class="icon-button"
          aria-label=${words.samplePhoto}
          title=${words.samplePhoto}
          @click=${() => void this.sendPicture(provider)}
        >
          ${icons.clip}
        </button>
        <textarea
          rows="1"
          .value=${this.draft}
          placeholder=${words.message}
          aria-label=${words.message}
          @input=${(event: InputEvent) => this.type(event)}
          @keydown=${(event: KeyboardEvent) => this.onKey(event, provider)}
        ></textarea>
        <button type="submit" class="icon-button send" aria-label=${words.send} ?disabled=${this.draft.trim() === ''}>${icons.send}</button>
      </form>`;
  }

  private line(provider: string, { id, isMine, text, files, buttons, reactions }: MessengerView['lines'][number]): TemplateResult {
    return html`<div class="row ${isMine ? 'own' : ''}" data-id=${id}>
      <div class="bubble">
        ${files.map(({ kind, name }) => html`<div class="file-name">${shownWords(this.game.words, kind, name)}</div>`)}
        ${text ? html`<div class="text">${text}</div>` : nothing}
        ${reactions.length > 0 ? html`<div class="reactions">${reactions.join(' ')}</div>` : nothing}
        ${
          buttons.length > 0
            ? html`<div class="keyboard">
                ${buttons.map(
                  (title) =>
                    html`<div class="keyboard-row">
                      <button type="button" class="key" @click=${() => void this.act(provider, 'press', JSON.stringify({ text: title }))}>
                        ${title}
                      </button>
                    </div>`,
                )}
              </div>`
            : nothing
        }
      </div>
    </div>`;
  }

  private open(provider: string): void {
    this.shown = provider;
    this.problem = '';
    this.requestUpdate();
  }

  private type({ target }: InputEvent): void {
    if (target instanceof HTMLTextAreaElement) this.draft = target.value;
    this.requestUpdate();
  }

  private onKey(event: KeyboardEvent, provider: string): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send(provider);
  }

  private async send(provider: string): Promise<void> {
    const text = this.draft.trim();
    if (text === '') return;
    this.draft = '';
    await this.act(provider, 'text', JSON.stringify({ text }));
  }

  private async sendPicture(provider: string): Promise<void> {
    const [picture] = await drawPictures(1);
    if (picture) await this.act(provider, 'file', picture.blob, { 'content-type': picture.blob.type, 'x-file-name': picture.name });
  }

  /** What could not be done is said over the chat, until the next thing is. */
  private async act(
    provider: string,
    act: 'text' | 'press' | 'file' | 'connect',
    body: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const response = await fetch(`/playground/messengers/${provider}/${act}`, { method: 'POST', body, headers });
    this.problem = response.ok ? '' : await response.text();
    this.requestUpdate();
  }
}
