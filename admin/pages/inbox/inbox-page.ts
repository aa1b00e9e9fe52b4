import { ArrowLeft } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Commands } from '../../app/commands/commands.ts';
import { keysInWords } from '../../app/commands/shortcuts.ts';
import '../../components/boundary.ts';
import '../../components/empty.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { LatePart } from '../../components/late-part.ts';
import '../../components/skeleton.ts';
import { t } from '../../words/words.ts';
import { preparePickers } from './actions/pickers/pickers.ts';
import { isListShown, isNarrow, isPanelShown, toggleList, togglePanel } from './columns.ts';
import { prepareActs } from './thread/actions/acts.ts';
import './column-grip.ts';
import './conversation.ts';
import './list/conversation-list.ts';
import './inbox-page.css';

const hintedKeys = [
  ['KeyJ', 'inbox:next'],
  ['KeyK', 'inbox:previous'],
  ['Slash', 'inbox:search'],
  ['KeyX', 'inbox:select'],
  ['$mod+KeyK', 'inbox:everything'],
  ['Shift+?', 'inbox:keys'],
] as const;

/** The inbox: the list, the open conversation, its contact. Below 900 px one after another, by the address. */
@customElement('hub-inbox-page')
export class HubInboxPage extends HubElement {
  @property() tab = 'mine';
  @property({ attribute: false }) conversationId: string | null = null;
  /** What is beside a conversation comes after it: the first paint is the conversation's. */
  readonly #panel = new LatePart(this, () => import('./panel/contact-panel.ts'));
  readonly #pickers = new LatePart(this, () => Promise.all([preparePickers(), prepareActs()]));

  constructor() {
    super();
    const group = (): string => t('inbox:title');
    new Commands(this, () => [
      {
        id: 'inbox.list',
        title: t('inbox:toggleList'),
        group: group(),
        keys: 'BracketLeft',
        run: toggleList,
        isEnabled: () => !isNarrow.peek(),
      },
      {
        id: 'inbox.panel',
        title: t('inbox:togglePanel'),
        group: group(),
        keys: 'BracketRight',
        run: togglePanel,
        isEnabled: () => this.conversationId !== null,
      },
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#panel.load().then(this.#pickers.load);
  }

  protected override render() {
    const id = this.conversationId;
    const shown = isNarrow.value ? (id === null ? 'list' : isPanelShown() ? 'panel' : 'conversation') : 'all';
    const hasList = shown === 'list' || (shown === 'all' && (isListShown() || id === null));
    return html`<h1 class="sr-only">${t('inbox:title')}</h1>
      ${hasList ? this.#renderList() : nothing} ${shown === 'all' && hasList ? html`<hub-column-grip></hub-column-grip>` : nothing}
      ${
        shown === 'all' || shown === 'conversation'
          ? html`<section class="conversation" aria-label=${t('inbox:conversation')}>
              ${id === null ? this.#renderNothingOpen() : html`<hub-conversation .conversationId=${id}></hub-conversation>`}
            </section>`
          : nothing
      }
      ${id !== null && (shown === 'panel' || (shown === 'all' && isPanelShown())) ? this.#renderPanel(id, shown === 'panel') : nothing}`;
  }

  #renderList() {
    return html`<section class="list" aria-label=${t('inbox:list')}>
      <hub-boundary
        .subject=${this.tab}
        .content=${() => html`<hub-conversation-list .tab=${this.tab} .conversationId=${this.conversationId}></hub-conversation-list>`}
      ></hub-boundary>
    </section>`;
  }

  #renderPanel(id: string, isAlone: boolean) {
    return html`<aside class="panel" aria-label=${t('inbox:contact')}>
      ${isAlone ? html`<button class="button plain back" @click=${togglePanel}>${icon(ArrowLeft)} ${t('inbox:toConversation')}</button>` : nothing}
      ${this.#panel.render(html`<hub-skeleton rows="6" shape="text"></hub-skeleton>`)}
      <hub-boundary .subject=${id} .content=${() => html`<hub-contact-panel .conversationId=${id}></hub-contact-panel>`}></hub-boundary>
    </aside>`;
  }

  #renderNothingOpen() {
    return html`<div class="nothing-open">
      <hub-empty drawing="chat" heading=${t('inbox:nothingOpen')} text=${t('inbox:nothingOpenHint')}></hub-empty>
      <dl>
        ${hintedKeys.map(
          ([keys, words]) =>
            html`<div>
              <dt>
                ${keysInWords(keys)
                  .flat()
                  .map((key) => html`<kbd>${key}</kbd> `)}
              </dt>
              <dd>${t(words)}</dd>
            </div>`,
        )}
      </dl>
    </div>`;
  }
}
