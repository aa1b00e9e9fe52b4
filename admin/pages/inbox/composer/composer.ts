import { effect } from '@preact/signals-core';
import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { reopenConversation } from '../../../../hub/api/customers/conversations.ts';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { LatePart } from '../../../components/late-part.ts';
import { pickEmoji } from '../../../components/emoji/show-emoji-picker.ts';
import { api } from '../../../data/api.ts';
import { connection } from '../../../data/connection-state.ts';
import {
  changeEdit,
  composingOf,
  focusAsked,
  setFormat,
  setMode,
  startEdit,
  stopEdit,
  stopReply,
  type Editing,
} from '../../../data/conversations/composing.ts';
import { abilitiesFor, providersQuery, type ChannelAbilities } from '../../../data/conversations/composing/abilities.ts';
import { callOffSend, isWaitingForFiles, sendDraft } from '../../../data/conversations/composing/send-draft.ts';
import { changeDraft, draftOf, flushDrafts, loadDrafts, startDrafts } from '../../../data/conversations/drafts.ts';
import { headOf, keepHeads } from '../../../data/conversations/heads.ts';
import { channelsQuery } from '../../../data/conversations/listing/choices.ts';
import { staleOf, startOutbox } from '../../../data/conversations/outbox.ts';
import { openThread } from '../../../data/conversations/thread-store.ts';
import { uploadsOf } from '../../../data/conversations/uploads.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { minuteTick } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { providerName } from '../list/rows/provider-mark.ts';
import { renderChips, renderNotices, renderOutcome, templatePicker } from './above/above.ts';
import { findNotices, isWindowClosed } from './above/notices.ts';
import { renderBar } from './bars.ts';
import { composerCommands } from './composer-commands.ts';
import { DropZone } from './drop-zone.ts';
import './field/field.ts';
import type { FieldActs, HubComposerField } from './field/field.ts';
import { fieldWords } from './field/field-words.ts';
import type { TextMark } from './field/formatting.ts';
import { renderFiles, takeFiles, type FilesPlace } from './files.ts';
import { renderFoot } from './foot.ts';
import { findLastOwn, saveEdit } from './own-message.ts';
import { showSaveQuickReply } from './saving/show-save-quick-reply.ts';
import { newFromCustomer, noteStart } from './since-start.ts';
import { renderTabs } from './tabs.ts';
import { renderToolbar, type ToolbarActs } from './toolbar.ts';
import { TypingTeller } from './typing-teller.ts';
import './composer.css';

// What earlier visits could not send goes out as soon as the inbox is open, whatever conversation is.
startOutbox();

/** Where an open conversation is answered, and where notes for the team are written. */
@customElement('hub-composer')
export class HubComposer extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @query('hub-composer-field') private field!: HubComposerField;
  readonly #late = new LatePart(this, () => import('./above/stale-reply.ts'));
  readonly #typing = new TypingTeller();
  readonly #drop = new DropZone(this, 'hub-conversation', (files) => this.#takeFiles(files));
  readonly #providers = createQueryController(this, providersQuery, queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);
  #stopFocus: (() => void) | undefined;

  constructor() {
    super();
    new Commands(this, () => composerCommands({ write: (mode) => this.#switch(mode), mark: (mark) => this.#mark(mark) }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    startDrafts();
    let seen = focusAsked.peek()?.count ?? 0;
    this.#stopFocus = effect(() => {
      const asked = focusAsked.value;
      if (!asked || asked.count === seen || asked.conversationId !== this.conversationId) return;
      seen = asked.count;
      void this.updateComplete.then(() => this.field.focusEnd());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFocus?.();
    this.#leave(this.conversationId);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('conversationId')) return;
    const before: unknown = changed.get('conversationId');
    if (typeof before === 'string' && before) this.#leave(before);
    void loadDrafts(this.conversationId);
  }

  protected override render() {
    const id = this.conversationId;
    const { mode, editing } = composingOf(id).value;
    if (openThread(id).state.value === 'gone') return nothing;
    if (!may('conversation.reply') && !may('conversation.note')) return html`<p class="read-only quiet">${t('composer:readOnly')}</p>`;
    const head = headOf(id).value;
    const { abilities, provider } = this.#destination();
    const draft = draftOf(id, mode).value;
    const { text, format } = editing ?? draft;
    const stale = staleOf(id);
    const isNote = mode === 'note';
    const name = head?.contact.name ?? '';
    const channel = this.#channels().data?.find((each) => each.id === head?.channelId);
    const words = fieldWords({ mode, isEditing: editing !== null, name, provider });
    const notices = findNotices(
      { head, health: channel?.health, abilities, isOnline: connection.isOnline.value, now: minuteTick.value },
      mode,
    );
    return html`${stale ? html`${this.#late.render()}<hub-stale-reply .entry=${stale}></hub-stale-reply>` : nothing}
      ${renderChips(id, { hasText: text.trim() !== '', newFromCustomer: isNote || text.trim() === '' ? 0 : newFromCustomer(id), name })}
      ${editing ? nothing : renderNotices(notices, { name, channel: channel?.name ?? provider, provider, hours: abilities?.windowHours ?? 0 }, templatePicker(id, abilities, channel?.id))}
      <section class="box ${mode} ${editing ? 'editing' : ''}" aria-label=${t(isNote ? 'composer:noteSection' : 'composer:replySection')}>
        ${editing ? nothing : renderTabs(mode, (wanted) => this.#switch(wanted))}
        <div id="composer-panel" role=${editing ? 'group' : 'tabpanel'} aria-label=${t(isNote ? 'composer:note' : 'composer:reply')}>
          ${renderBar(id, {
            isQuoteSeen: isNote || (abilities?.replyTo ?? true),
            focus: () => this.field.focus(),
          })}
          <hub-composer-field
            .conversationId=${id}
            .value=${text}
            .label=${words.label}
            .placeholder=${words.placeholder}
            .canMention=${isNote}
            .acts=${this.#fieldActs}
          ></hub-composer-field>
          ${editing ? nothing : renderFiles(this.#place())}
          <div class="foot">
            ${renderToolbar(this.#toolbarActs, {
              isNote,
              isEditing: editing !== null,
              isFormatted: format === 'markdown',
              hasText: text.trim() !== '',
            })}
            ${renderFoot({
              mode,
              text,
              format,
              isEditing: editing !== null,
              hasFiles: draft.attachments.length + uploadsOf(id, mode).value.length > 0,
              isUploading: isWaitingForFiles(id, mode),
              limits: isNote ? null : abilities,
              isBlocked: !isNote && isWindowClosed(head, abilities, minuteTick.value),
              canReopen: !isNote && head?.status === 'closed' && may('conversation.close'),
              acts: {
                send: () => this.#send(),
                reopenAndSend: () => void this.#reopenAndSend(),
                cancelEdit: () => this.#stopEdit(),
                callOff: () => callOffSend(id, mode),
              },
            })}
          </div>
        </div>
      </section>
      <span class="sr-only" role="status">${renderOutcome(id)}</span>
      ${may('file.upload') ? this.#drop.render(t(isNote ? 'composer:dropNote' : 'composer:drop')) : nothing}`;
  }

  #mode(): DraftMode {
    return composingOf(this.conversationId).peek().mode;
  }

  #destination(): { abilities: ChannelAbilities | null; provider: string } {
    const head = headOf(this.conversationId).value;
    return { abilities: abilitiesFor(this.#providers().data, head?.provider), provider: head ? providerName(head.provider) : '' };
  }

  #place(): FilesPlace {
    return { conversationId: this.conversationId, mode: this.#mode(), ...this.#destination() };
  }

  readonly #fieldActs: FieldActs = {
    change: (text) => this.#change(text),
    send: () => this.#send(),
    leave: () => this.#leaveInner(),
    editLast: () => this.#editLast(),
    takeFiles: (files) => this.#takeFiles(files),
    mention: (agentId) => {
      const { mentions } = draftOf(this.conversationId, 'note').peek();
      changeDraft(this.conversationId, 'note', { mentions: [...mentions, agentId] });
    },
  };

  readonly #toolbarActs: ToolbarActs = {
    attach: (files) => {
      this.#takeFiles(files);
      this.field.focus();
    },
    emoji: (anchor) => void pickEmoji(anchor, t('composer:emoji')).then((emoji) => emoji && this.field.type(emoji)),
    sign: (sign) => this.field.type(sign),
    toggleFormat: () => setFormat(this.conversationId, 'toggle'),
    mark: (mark) => this.#mark(mark),
    saveQuickReply: () => void showSaveQuickReply(draftOf(this.conversationId, this.#mode()).peek().text.trim()),
  };

  #change(text: string): void {
    const id = this.conversationId;
    const { mode, editing } = composingOf(id).peek();
    if (editing) {
      changeEdit(id, { text });
      return;
    }
    if (mode === 'reply') noteStart(id, text);
    changeDraft(id, mode, { text });
    if (text.trim() === '') this.#typing.stop();
    else this.#typing.type(id, mode);
  }

  #send(): void {
    const id = this.conversationId;
    const { mode, editing } = composingOf(id).peek();
    if (editing) {
      void this.#saveEdit(editing);
      return;
    }
    const { abilities } = this.#destination();
    if (mode === 'reply' && isWindowClosed(headOf(id).peek(), abilities, Date.now())) return;
    sendDraft(id, mode);
    this.#sent(id);
    this.field.focus();
  }

  async #reopenAndSend(): Promise<void> {
    const id = this.conversationId;
    try {
      keepHeads([await api.call(reopenConversation, { params: { conversationId: id } })]);
      sendDraft(id, 'reply');
      this.#sent(id);
    } catch (error) {
      showError(error);
    }
  }

  async #saveEdit(editing: Editing): Promise<void> {
    if (editing.text.trim() === '') return;
    try {
      if (await saveEdit(editing)) showToast({ text: t('composer:edited'), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    if (this.conversationId === editing.message.conversationId) this.field.focus();
  }

  #editLast(): boolean {
    const id = this.conversationId;
    const { mode, editing } = composingOf(id).peek();
    if (editing || (mode === 'reply' && !this.#destination().abilities?.edit)) return false;
    const last = findLastOwn(id, mode);
    if (last) startEdit(id, last);
    return last !== undefined;
  }

  #leaveInner(): boolean {
    const id = this.conversationId;
    if (composingOf(id).peek().editing) this.#stopEdit();
    else if (draftOf(id, this.#mode()).peek().replyTo !== null) stopReply(id);
    else return false;
    return true;
  }

  #stopEdit(): void {
    stopEdit(this.conversationId);
    this.field.focus();
  }

  #switch(mode: DraftMode): void {
    setMode(this.conversationId, mode);
    void this.updateComplete.then(() => this.field.focusEnd());
  }

  #mark(mark: TextMark): void {
    setFormat(this.conversationId, 'markdown');
    this.field.mark(mark);
  }

  #takeFiles(files: File[]): void {
    if (may('file.upload') && !composingOf(this.conversationId).peek().editing) takeFiles(files, this.#place());
  }

  #sent(conversationId: string): void {
    noteStart(conversationId, '');
    this.#typing.stop();
  }

  #leave(conversationId: string): void {
    this.#typing.stop();
    if (conversationId) flushDrafts(conversationId);
  }
}
