import type { AttachmentKind } from './content.ts';

/** A size limit of one kind of attachment. */
export interface AttachmentLimit {
  /** Bytes we may send at most. */
  maxOutBytes: number;
  /** Bytes we can fetch at most. */
  maxInBytes: number;
  /** MIME types that can be sent as this kind; null: every one, be it that the provider shows it as a document. */
  formats: readonly string[] | null;
}

/** What a provider can do, as data: UI, console, docs and the hub's checks read this one table. A missing ability is `false` or `null`. */
export interface Abilities {
  attachments: Partial<Record<AttachmentKind, AttachmentLimit>>;
  /** Characters (UTF-16 units) of one outgoing text part; longer texts are split. */
  textLength: number;
  /** UTF-8 bytes of one outgoing text part, where the provider counts those as well; null: only characters count. */
  textBytes: number | null;
  /** Characters of a caption; a longer one goes out as a text of its own. */
  captionLength: number;
  /** Attachments of one album at most; 1 where there are no albums. */
  albumSize: number;
  /** True when a place on the map goes out as one; else its name and a link to a map do, as text. */
  location: boolean;
  edit: boolean;
  /** Hours after sending in which ours can be deleted at the customer; null: can't; Infinity: always. */
  deleteHours: number | null;
  react: boolean;
  /** The only emoji the provider takes as a reaction; null: it takes every one. */
  reactionEmojis: readonly string[] | null;
  replyTo: boolean;
  typing: boolean;
  /** What the provider tells of the customer's side, beside messages. */
  told: { edit: boolean; delete: boolean; react: boolean; typing: boolean };
  /** The highest state a delivery can reach. */
  receipts: 'sent' | 'delivered' | 'read';
  /** Buttons under a message: how many, title length; null: rendered as numbered text. */
  buttons: { max: number; titleLength: number; urls: boolean } | null;
  /** Hours after the customer's last message in which we may write; null: no window. */
  windowHours: number | null;
  /** True when texts the provider approved beforehand may be sent outside the window; the connection lists them. */
  templates: boolean;
  /** True when we may write first. */
  startConversation: boolean;
  /** True when a repeated send with the same message id is recognised by the provider. */
  idempotentSend: boolean;
  /** Sends: sustained per second for the account and for one chat, and the burst of one chat. */
  rate: { accountPerSecond: number; chatPerSecond: number; chatBurst: number };
}

/** What formats are called where their MIME type says it otherwise. */
const names: Readonly<Record<string, string>> = { quicktime: 'MOV', msvideo: 'AVI', webm: 'WebM', jpg: 'JPEG' };

/** True when a file of this type may be sent where only these formats are taken (null: every one). Parameters of the type do not count. */
export function isFormatTaken(formats: readonly string[] | null, mimeType: string): boolean {
  return formats === null || formats.includes(mimeType.toLowerCase().split(';')[0]?.trim() ?? '');
}

/** What people call these MIME types, each once: PNG, JPEG, MOV. */
export function formatNames(formats: readonly string[]): string[] {
  const called = formats.map((type) => {
    const bare = type.replace(/^.*\//, '').replace(/^(x-|vnd\.)/, '');
    return names[bare] ?? bare.toUpperCase();
  });
  return [...new Set(called)];
}
