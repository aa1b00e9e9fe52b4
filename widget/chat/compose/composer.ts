import { html, nothing, type TemplateResult } from 'lit/html.js';
import { say } from '../../data/words.ts';
import { newThread } from '../../data/sending/queue-entry.ts';
import { ChatPart } from '../parts/chat-part.ts';
import { filesOf } from '../parts/drop.ts';
import { icon } from '../parts/icon.ts';
import { createDraft } from './draft.ts';
import { createUploads } from './uploads.ts';

declare global {
  interface HTMLElementTagNameMap {
    'hubw-composer': HubwComposer;
  }
}

type Tool = 'emoji' | 'recorder' | null;

/** Where the visitor writes: words, files, emoji, a voice message. */
class HubwComposer extends ChatPart {
  #tool: Tool = null;
  #uploads = createUploads(
    () => this.chat,
    () => void this.redraw(),
  );
  #draft = createDraft(() => this.chat);
  /** Where one writes; while a voice message is recorded it is away, and then it is another. */
  #field: HTMLTextAreaElement | null = null;
  /** The message that is changed or answered. */
  #aimedId: string | undefined;
  #wasEditing = false;

  constructor() {
    super();
    this.addEventListener('keydown', this.#escape);
  }

  /** Takes files that were dropped somewhere else on the chat. */
  addFiles(files: readonly File[]): void {
    if (files.length > 0) this.#uploads.add(files);
  }

  protected template(): TemplateResult {
    const { chat } = this;
    const { config } = chat.core;
    const conversation = chat.conversation();
    const carried = conversation?.carriedOnTo;
    return html`
      ${
        carried
          ? html`<p class="bar">
              <span>${say('carriedOnHint')}</span>
              ${carried.url ? html`<a class="choice" href=${carried.url} target="_blank" rel="noopener">${say('carriedOnOpen')}</a>` : nothing}
            </p>`
          : nothing
      }
      ${this.#bar()} ${this.#files()} ${this.#tool === 'emoji' ? html`<hubw-emoji @hubw-pick=${this.#pick}></hubw-emoji>` : nothing}
      ${
        this.#tool === 'recorder'
          ? html`<hubw-recorder @hubw-recorded=${this.#recorded}></hubw-recorder>`
          : html`<form @submit=${this.#submit}>
              <textarea
                data-first
                rows="1"
                aria-label=${say('write')}
                placeholder=${say('writeAnswer')}
                maxlength="10000"
                enterkeyhint="send"
                dir="auto"
                @input=${this.#input}
                @keydown=${this.#key}
                @paste=${this.#paste}
              ></textarea>
              <div class="tools">
                ${
                  config.files.isAllowed
                    ? html`<button type="button" class="round" aria-label=${say('attach')} @click=${this.#choose}>${icon('attach')}</button>
                        <input type="file" multiple hidden @change=${this.#chosen} />`
                    : nothing
                }
                <button
                  type="button"
                  class="round"
                  aria-label=${say('emoji')}
                  aria-expanded=${this.#tool === 'emoji' ? 'true' : 'false'}
                  @click=${() => this.#open('emoji')}
                >
                  ${icon('emoji')}
                </button>
                ${
                  config.files.isAllowed && 'MediaRecorder' in window && 'mediaDevices' in navigator
                    ? html`<button type="button" class="round" aria-label=${say('record')} @click=${() => this.#open('recorder')}>
                        ${icon('mic')}
                      </button>`
                    : nothing
                }
                <button class="round send" aria-label=${say(chat.view().editing ? 'save' : 'send')} ?disabled=${!this.#canSend()}>
                  ${icon('send')}
                </button>
              </div>
            </form>`
      }
    `;
  }

  protected override drawn(): void {
    const { editing, replyTo, isVisible, isListShown } = this.chat.view();
    // Nobody is recorded by what is out of sight.
    if ((!isVisible || isListShown) && this.#tool === 'recorder') this.#close();
    const text = this.querySelector('textarea');
    if (!text) return;
    if (text !== this.#field) {
      this.#field = text;
      this.#aimedId = undefined;
      this.#draft.restart();
    }
    const aimed = editing?.id ?? replyTo?.id;
    const isNewAim = aimed !== this.#aimedId;
    // What is being changed stands there in place of what was being written, which comes back afterwards.
    if (editing && isNewAim) this.#show(editing.text);
    if (!editing && this.#wasEditing) {
      this.#show('');
      this.#draft.restart();
    }
    this.#wasEditing = editing !== null;
    this.#aimedId = aimed;
    const draft = editing ? null : this.#draft.settle(text.value);
    if (draft !== null) this.#show(draft);
    if (aimed && isNewAim) text.focus();
  }

  #show(words: string): void {
    const { text } = this;
    if (text.value === words) return;
    text.value = words;
    this.#fit();
    void this.redraw();
  }

  private get text(): HTMLTextAreaElement {
    const found = this.querySelector('textarea');
    if (!found) throw new Error('the composer has nothing to write in');
    return found;
  }

  #bar(): TemplateResult | typeof nothing {
    const { editing, replyTo } = this.chat.view();
    const about = editing ?? replyTo;
    if (!about) return nothing;
    const name = about.direction === 'in' ? say('you') : about.author.name;
    return html`<p class="bar">
      <span dir="auto"><b>${editing ? say('editing') : say('replyingTo', { name })}</b>${about.text || say('file')}</span>
      <button class="round" aria-label=${say('cancel')} @click=${() => this.chat.set({ editing: null, replyTo: null })}>
        ${icon('close')}
      </button>
    </p>`;
  }

  #files(): TemplateResult | typeof nothing {
    const uploads = this.#uploads.all();
    if (uploads.length === 0) return nothing;
    return html`<ul class="uploads">
      ${uploads.map(
        ({ name, part, file, cancel }) =>
          html`<li>
            <span>${name}</span>
            ${file ? nothing : html`<progress max="1" .value=${part} aria-label=${say('uploading', { name })}></progress>`}
            <button class="round" aria-label=${say('removeFile', { name })} @click=${cancel}>${icon('close')}</button>
          </li>`,
      )}
    </ul>`;
  }

  #canSend(): boolean {
    const text = this.querySelector('textarea')?.value.trim() ?? '';
    return !this.#uploads.isBusy() && (text !== '' || this.#uploads.all().length > 0);
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    if (!this.#canSend()) return;
    const { chat, text } = this;
    const { editing } = chat.view();
    const words = text.value.trim();
    if (editing) {
      chat.set({ editing: null });
      if (words && words !== editing.text) void chat.attempt(chat.core.edit(editing, words));
    } else {
      this.#draft.keep('');
      chat.send({ text: words, files: this.#uploads.take() });
    }
    text.value = '';
    this.#tool = null;
    this.#fit();
    void this.redraw();
    text.focus();
  };
  #key = (event: KeyboardEvent): void => {
    // While a word is being composed Enter takes the word.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
  };
  #input = (): void => {
    const thread = this.chat.thread();
    if (!this.chat.view().editing) this.#draft.keep(this.text.value);
    this.chat.core.setTyping(thread.startsWith(newThread) ? null : thread, this.text.value.trim() !== '');
    this.#fit();
    void this.redraw();
  };
  #paste = (event: ClipboardEvent): void => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0 || !this.chat.core.config.files.isAllowed) return;
    event.preventDefault();
    this.addFiles(files);
  };
  #choose = (): void => this.querySelector<HTMLInputElement>('input[type=file]')?.click();
  #chosen = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.addFiles([...(currentTarget.files ?? [])]);
    currentTarget.value = '';
    this.text.focus();
  };
  #open(tool: Exclude<Tool, null>): void {
    const isOpen = this.#tool === tool;
    this.#tool = isOpen ? null : tool;
    void this.redraw();
    if (isOpen) return;
    void (tool === 'emoji' ? import('./emoji.ts') : import('./recorder.ts'));
  }
  #close(): void {
    this.#tool = null;
    void this.redraw();
  }
  #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#tool === null) return;
    event.preventDefault();
    this.#tool = null;
    void this.redraw().then(() => this.text.focus());
  };
  #pick = ({ detail }: CustomEvent<string>): void => {
    const { text } = this;
    text.setRangeText(detail, text.selectionStart, text.selectionEnd, 'end');
    text.focus();
    this.#input();
  };
  #recorded = ({ detail }: CustomEvent<File | null | 'refused'>): void => {
    this.#tool = null;
    if (detail === 'refused') this.chat.set({ notice: say('recordRefused'), spoken: say('recordRefused') });
    else if (detail) this.addFiles([detail]);
    void this.redraw().then(() => this.text.focus());
  };
  /** As high as its words, where the browser can't by itself. */
  #fit(): void {
    const { text } = this;
    if (CSS.supports('field-sizing', 'content')) return;
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  }
}

customElements.define('hubw-composer', HubwComposer);
