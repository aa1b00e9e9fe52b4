import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { Commands } from '../../../app/commands/commands.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { place, setQuery } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { LatePart } from '../../../components/late-part.ts';
import { headOf } from '../../../data/conversations/heads.ts';
import type { ThreadStore } from '../../../data/conversations/thread-live.ts';
import { openThread, pendingOf } from '../../../data/conversations/thread-store.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { abilitiesOf, readProviders, type ChannelAbilities } from './abilities.ts';
import { actsOf } from './actions/acts.ts';
import { wordsIn } from './bubble/quote.ts';
import type { Scene, ThreadActs } from './scene.ts';
import type { HubThreadSearch, ThreadSearchEvent } from './search/thread-search.ts';
import type { HubTimeline } from './timeline/timeline.ts';
import './timeline/timeline.ts';
import './thread.css';

/** How long the message that was jumped to stays lit. */
const flashMs = 1800;

/** What was said in one conversation, and what can be done with it. `?message=<seq>` opens it there. */
@customElement('hub-thread')
export class HubThread extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @state() private isSearching = false;
  @state() private typed = '';
  @state() private flashSeq: number | null = null;
  @state() private openEvents: ReadonlySet<string> = new Set();
  @query('hub-timeline') private timeline!: HubTimeline | null;
  @query('hub-thread-search') private search!: HubThreadSearch | null;
  readonly #providers = createQueryController(
    this,
    () => ({ queryKey: ['providers'], queryFn: readProviders, staleTime: Infinity, enabled: may('channel.view') }),
    queryClient,
  );
  readonly #late = new LatePart(this, () => import('./search/thread-search.ts'));
  #store: ThreadStore | null = null;
  #acts: ThreadActs | null = null;
  #hide: (() => void) | undefined;
  #flash: ReturnType<typeof setTimeout> | undefined;
  #wanted: number | null = null;

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'thread.search',
        title: t('thread:search'),
        group: t('thread:title'),
        keys: '$mod+KeyF',
        inFields: true,
        run: () => this.#openSearch(),
      },
      {
        id: 'thread.messages',
        title: t('thread:messages'),
        group: t('thread:title'),
        keys: 'Alt+ArrowUp',
        inFields: true,
        isHidden: true,
        run: () => this.timeline?.focusRow(),
      },
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#store && !this.#hide) this.#hide = this.#store.show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide?.();
    this.#hide = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('conversationId')) this.#open();
    const seq = Number(place.value.query.get('message'));
    if (Number.isInteger(seq) && seq > 0) this.#wanted = seq;
  }

  protected override render() {
    const store = this.#store;
    if (!store || !this.#acts) return nothing;
    return html`<div class="thread">
      ${
        this.isSearching
          ? html`${this.#late.render()}<hub-thread-search
                .conversationId=${this.conversationId}
                @hub-thread-search=${this.#searched}
                @hub-thread-search-close=${this.#closeSearch}
              ></hub-thread-search>`
          : nothing
      }
      <div class="stage">${this.#renderState(store, this.#acts)}</div>
      ${this.#renderTyping(store)}
      <div class="sr-only" role="log" aria-live="polite" aria-label=${t('thread:messages')}>
        ${store.arrived.value.map((message) => html`<p>${t('thread:arrived', { who: message.author.name, text: wordsIn(message) })}</p>`)}
      </div>
    </div>`;
  }

  #renderState(store: ThreadStore, acts: ThreadActs): TemplateResult {
    switch (store.state.value) {
      case 'gone':
        return html`<hub-empty
          drawing="missing"
          heading=${t('thread:gone')}
          text=${t('thread:goneHint')}
          action=${t('common:back')}
          to="/inbox/mine"
        ></hub-empty>`;
      case 'failed':
        return html`<hub-empty
          drawing="broken"
          heading=${t('thread:loadFailed')}
          text=${wordsOf(store.failure.value)}
          action=${t('common:retry')}
          @hub-empty-action=${() => store.load()}
        ></hub-empty>`;
      case 'loading':
        return store.messages.value.length === 0 ? renderSkeleton() : this.#renderMessages(store, acts);
      case 'ready':
        return this.#renderMessages(store, acts);
    }
  }

  #renderMessages(store: ThreadStore, acts: ThreadActs): TemplateResult {
    if (store.messages.value.length === 0 && pendingOf(store.conversationId).value.length === 0)
      return html`<hub-empty
        drawing="chat"
        heading=${t('thread:empty')}
        text=${may('conversation.reply') ? t('thread:emptyHint') : ''}
      ></hub-empty>`;
    return html`${keyed(
      store.conversationId,
      html`<hub-timeline .store=${store} .scene=${this.#scene(store, acts)} @hub-to-end=${this.#toEnd}></hub-timeline>`,
    )}`;
  }

  #scene(store: ThreadStore, acts: ThreadActs): Scene {
    const contact = headOf(store.conversationId).value?.contact;
    return {
      contact: contact ?? { id: '', name: '' },
      abilities: this.#abilities(),
      acts,
      find: (messageId) => store.messages.peek().find(({ id }) => id === messageId),
      activeKey: null,
      flashSeq: this.flashSeq,
      typed: this.typed,
      openEvents: this.openEvents,
    };
  }

  #abilities(): ChannelAbilities {
    return abilitiesOf(this.#providers().data, headOf(this.conversationId).value?.provider);
  }

  #renderTyping(store: ThreadStore): TemplateResult | typeof nothing {
    const [one, two, ...more] = store.typing.value;
    if (!one) return nothing;
    const who = one.by.name;
    const words =
      more.length > 0
        ? t('thread:typingMany')
        : two
          ? t('thread:typingTwo', { who, other: two.by.name })
          : t(one.mode === 'note' ? 'thread:notingOne' : 'thread:typingOne', { who });
    return html`<div class="typing" role="status">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${words}
    </div>`;
  }

  protected override updated(): void {
    const store = this.#store;
    const seq = this.#wanted;
    if (seq === null || store?.state.peek() !== 'ready' || !this.timeline) return;
    this.#wanted = null;
    // The address has done its work: a link from here to elsewhere must not carry it along.
    queueMicrotask(() => {
      setQuery({ message: null });
      void this.#goTo(seq);
    });
  }

  #open(): void {
    this.#hide?.();
    this.isSearching = false;
    this.typed = '';
    this.flashSeq = null;
    this.openEvents = new Set();
    this.#wanted = null;
    if (this.conversationId === '') return;
    const store = openThread(this.conversationId);
    this.#store = store;
    this.#acts = actsOf({
      store,
      abilities: () => this.#abilities(),
      goToQuoted: (id) => void this.#goToQuoted(id),
      toggleEvents: (key) => {
        const next = new Set(this.openEvents);
        if (!next.delete(key)) next.add(key);
        this.openEvents = next;
      },
    });
    // Showing writes signals that rendering reads.
    queueMicrotask(() => {
      if (this.isConnected && this.#store === store) this.#hide = store.show();
    });
  }

  async #goTo(seq: number): Promise<void> {
    const store = this.#store;
    if (!store) return;
    try {
      await store.stretch.goTo(seq);
      await this.timeline?.updateComplete;
      if (this.#store !== store || !this.timeline?.showSeq(seq)) return;
      this.flashSeq = seq;
      clearTimeout(this.#flash);
      this.#flash = setTimeout(() => (this.flashSeq = null), flashMs);
    } catch (error) {
      showError(error, () => void this.#goTo(seq));
    }
  }

  async #goToQuoted(id: string): Promise<void> {
    const store = this.#store;
    if (!store) return;
    await store.stretch.goToId(id);
    const found = store.messages.peek().find((message) => message.id === id);
    if (found) await this.#goTo(found.seq);
    else showToast({ text: t('thread:quoteGone') });
  }

  readonly #toEnd = async (): Promise<void> => {
    try {
      await this.#store?.stretch.goToEnd();
      await this.timeline?.updateComplete;
      this.timeline?.showEnd();
    } catch (error) {
      showError(error, () => void this.#toEnd());
    }
  };

  #openSearch(): void {
    void this.#late.load();
    this.isSearching = true;
    this.search?.focus();
  }

  readonly #searched = ({ typed, seq }: ThreadSearchEvent): void => {
    this.typed = typed;
    if (seq !== null) void this.#goTo(seq);
  };

  readonly #closeSearch = (): void => {
    this.isSearching = false;
    this.typed = '';
    this.timeline?.focusRow();
  };
}

function renderSkeleton(): TemplateResult {
  const widths = [46, 62, 38, 54, 70, 34];
  return html`<div class="bones">
    <span class="sr-only" role="status">${t('common:loading')}</span>
    ${widths.map((width, index) => html`<i class=${index % 3 === 1 ? 'out' : ''} style="width:${width}%" aria-hidden="true"></i>`)}
  </div>`;
}
