import type { RawMessage } from '../wire.ts';
import type { Chat } from './chats.ts';
import { Emitter } from './emitter.ts';
import { createWid } from './wid.ts';

/** A message in the page: its raw fields stand on it directly, as on WhatsApp Web's models. */
export class Message extends Emitter {
  [field: string]: unknown;
  declare id: RawMessage['id'];
  declare t: number;
  declare type: string;
  declare ack: number;
  readonly isNewMsg: boolean;
  /** Whether the bytes of its file are at hand. */
  readonly mediaData = { mediaStage: 'NEED_POKE' };

  constructor(raw: RawMessage, isNew: boolean) {
    super();
    this.isNewMsg = isNew;
    Object.assign(this, raw);
  }

  get isNotification(): boolean {
    return ['gp2', 'e2e_notification', 'notification_template', 'protocol'].includes(this.type);
  }

  get mediaObject(): object | undefined {
    return this['directPath'] === undefined ? undefined : {};
  }

  serialize(): Record<string, unknown> {
    const { mediaData: _, ...fields } = this;
    return JSON.parse(JSON.stringify(fields)) as Record<string, unknown>;
  }

  unsafe(): this {
    return this;
  }

  /** What a message carries that answers this one. */
  msgContextInfo(_chat: Chat): object {
    const author = this.id.fromMe ? this['from'] : (this.id.participant ?? this.id.remote);
    return {
      quotedStanzaID: this.id.id,
      quotedParticipant: createWid(author),
      quotedRemoteJid: createWid(this.id.remote),
      quotedMsg: { type: this.type, body: this['body'], caption: this['caption'] },
    };
  }

  async downloadMedia(): Promise<void> {
    this.mediaData.mediaStage = 'RESOLVED';
  }
}

/** The key of a new message (`WAWebMsgKey`). */
export class MessageKey {
  readonly fromMe: boolean;
  readonly remote: unknown;
  readonly id: string;
  readonly _serialized: string;

  constructor({ to, id, selfDir }: { to: { toString(): string }; id: string; selfDir: string }) {
    this.fromMe = selfDir === 'out';
    this.remote = to;
    this.id = id;
    this._serialized = `${this.fromMe}_${to.toString()}_${id}`;
  }

  static async newId(): Promise<string> {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    return `3EB0${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  }
}
