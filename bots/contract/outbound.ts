import type { Readable } from 'node:stream';
import type { TemplateUse } from './template.ts';
import type { AttachmentKind, Button, Location, TextFormat } from './content.ts';

/** A file on its way to the provider. */
export interface OutboundAttachment {
  kind: AttachmentKind;
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Opens the stored bytes; may be called again for a retry. */
  open(): Promise<Readable>;
}

/** A message of ours as an adapter gets it. */
export interface OutboundMessage {
  chatId: string;
  /** Our message id: the idempotency key where the provider takes one. */
  messageId: string;
  text: string;
  format: TextFormat;
  attachments: OutboundAttachment[];
  location?: Location;
  buttons?: Button[];
  /** The provider's id of the message that this one answers. */
  replyTo?: string;
  /** When the customer last wrote: what a provider's window is counted from. */
  customerWroteAt?: Date;
  /** Sent as an approved template instead of a free text; `text` then holds what the customer reads, for channels without them. */
  template?: TemplateUse;
  /** Parts that went out in an earlier try (`sentParts` of its ChannelError), in order: not sent again. */
  sentParts?: SentPart[];
}

/** One message at the provider; a split text or an album has several. */
export interface SentPart {
  externalId: string;
}

/** What the provider made of it. A refusal is a `ChannelError` instead. */
export interface SendResult {
  /** All parts of the message, those of earlier tries included. */
  parts: SentPart[];
  /** Set when the provider moved the chat while we sent. */
  movedTo?: string;
}
