import type { Core } from '../core.ts';
import { editEvent, messageEvent, postbackEvent, reactionEvent, referralEvent, seenEvent, unsentEvent } from '../delivery/events.ts';
import type { MessageExtras } from '../delivery/events.ts';
import type { Account, Message, MessageAttachment, Person, Thread } from '../world/state.ts';
import { addMessage, addressOf, changed, messageOf, storeFile, threadOf } from '../world/world.ts';

/** A file that somebody sends. */
export interface ActorFile {
  bytes: Buffer;
  mime: string;
}

/** Which account is written to. */
type To = Pick<Account, 'id'>;
/** A message that was sent, or one of a transcript. */
type Ref = Pick<Message, 'mid'>;

/** Somebody in the app of Instagram. What they do reaches the account's app as a webhook. */
export interface EmulatedPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  sendText(to: To, text: string, options?: { replyTo?: Ref; referral?: Record<string, unknown> }): Message;
  /** One message of one or more files; Instagram has a voice message as audio. */
  sendMedia(to: To, type: 'image' | 'video' | 'audio' | 'file', files: ActorFile | ActorFile[]): Message;
  /** A message with attachments as they are on the wire: shares, reels, hearts, stickers, kinds nobody knows. */
  sendAttachments(to: To, attachments: MessageAttachment[], text?: string): Message;
  /** What the API does not show: a GIF, a view-once picture. */
  sendUnsupported(to: To): Message;
  mentionInStory(to: To, file: ActorFile): Message;
  replyToStory(to: To, text: string, story: { id: string; url: string }): Message;
  /** Taps a quick reply of the account's last message. */
  tapQuickReply(to: To, title: string): Message;
  /** Presses a button of a template. */
  pressButton(to: To, ref: Ref, title: string): Message;
  /** Follows an `ig.me` link into a conversation that there is already. */
  openLink(to: To, ref: string): void;
  react(to: To, ref: Ref, emoji: string | null): void;
  edit(to: To, ref: Ref, text: string): void;
  unsend(to: To, ref: Ref): void;
  /** Sees everything the account wrote. */
  see(to: To): void;
  block(to: To): void;
  unblock(to: To): void;
}

/** The hands of a person. */
export function personActor(core: Core, person: Person): EmulatedPerson {
  const { world, outbox } = core;
  const threadWith = ({ id }: To): Thread => {
    const account = world.accounts.get(id);
    if (!account) throw new Error(`There is no account ${id}`);
    return threadOf(world, account, person);
  };
  const write = (to: To, given: Partial<Message>, extras: MessageExtras = {}): Message => {
    const thread = threadWith(to);
    const message = addMessage(world, thread, { from: 'person', ...given });
    outbox.push(thread.account, messageEvent(thread, message, extras));
    return message;
  };
  const upload = ({ bytes, mime }: ActorFile) => addressOf(world, storeFile(world, bytes, mime));

  return {
    id: person.id,
    username: person.username,
    name: person.name,
    sendText: (to, text, { replyTo, referral } = {}) => write(to, { text, replyTo: replyTo?.mid ?? null }, referral ? { referral } : {}),
    sendMedia: (to, type, files) => write(to, { attachments: [files].flat().map((file) => ({ type, url: upload(file) })) }),
    sendAttachments: (to, attachments, text = '') => write(to, { attachments, text }),
    sendUnsupported: (to) => write(to, {}, { isUnsupported: true }),
    mentionInStory: (to, file) => write(to, { attachments: [{ type: 'story_mention', url: upload(file) }] }),
    replyToStory: (to, text, story) => write(to, { text }, { story }),
    tapQuickReply(to, title) {
      const last = threadWith(to).messages.findLast(({ from }) => from === 'account');
      const reply = last?.quickReplies.find((one) => one.title === title);
      if (!reply) throw new Error(`There is no quick reply ${title} to tap`);
      return write(to, { text: title }, { quickReply: reply.payload });
    },
    pressButton(to, ref, title) {
      const thread = threadWith(to);
      const payload = messageOf(thread, ref.mid).buttons.find((one) => one.title === title)?.payload;
      if (payload === undefined) throw new Error(`There is no button ${title} to press`);
      const message = addMessage(world, thread, { from: 'person', text: title });
      outbox.push(thread.account, postbackEvent(thread, message.mid, title, payload, message.at));
      return message;
    },
    openLink(to, ref) {
      const thread = threadWith(to);
      outbox.push(thread.account, referralEvent(thread, ref, world.clock.now()));
    },
    react(to, { mid }, emoji) {
      const thread = threadWith(to);
      const { reactions } = messageOf(thread, mid);
      if (emoji === null) reactions.delete('person');
      else reactions.set('person', emoji);
      outbox.push(thread.account, reactionEvent(thread, mid, emoji, world.clock.now()));
      changed(world);
    },
    edit(to, { mid }, text) {
      const thread = threadWith(to);
      const message = messageOf(thread, mid);
      message.edits.push(message.text);
      message.text = text;
      outbox.push(thread.account, editEvent(thread, message, world.clock.now()));
      changed(world);
    },
    unsend(to, { mid }) {
      const thread = threadWith(to);
      const message = messageOf(thread, mid);
      message.isUnsent = true;
      outbox.push(thread.account, unsentEvent(thread, message, world.clock.now()));
      changed(world);
    },
    see(to) {
      const thread = threadWith(to);
      const theirs = thread.messages.filter(({ from }) => from === 'account');
      for (const message of theirs) message.isSeen = true;
      const last = theirs.at(-1);
      if (last) outbox.push(thread.account, seenEvent(thread, last.mid, world.clock.now()));
      changed(world);
    },
    block: (to) => void (threadWith(to).isBlocked = true),
    unblock: (to) => void (threadWith(to).isBlocked = false),
  };
}
