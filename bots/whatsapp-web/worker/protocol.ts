import { z } from 'zod';

/** How a worker is started. */
export const workerOptions = z.strictObject({
  /** Where the page is; no trailing slash. */
  root: z.string(),
  browser: z.string(),
  /** The folder of the browser's profile. */
  profile: z.string(),
  /** Digits to pair by a code instead of a QR; null: a QR. */
  pairingNumber: z.string().nullable(),
  /** Keys (their last part) of messages of ours that are known already. */
  knownSent: z.array(z.string()),
});
export type WorkerOptions = z.infer<typeof workerOptions>;

const messageRef = z.strictObject({ chatId: z.string(), fromMe: z.boolean(), id: z.string() });
/** A message by its chat, its side and the part of its key that all devices share. */
export type MessageRef = z.infer<typeof messageRef>;

/** A file on its way out: read from `path`. */
const outgoingFile = z.strictObject({
  path: z.string(),
  name: z.string(),
  mimeType: z.string(),
  as: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
});

/** What is sent: a text, a file with or without words, a place. */
export const outgoing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('file'), file: outgoingFile, caption: z.string().optional() }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
]);
export type Outgoing = z.infer<typeof outgoing>;

const calls = {
  state: z.strictObject({}),
  send: z.strictObject({ chatId: z.string(), content: outgoing, replyTo: messageRef.optional() }),
  edit: z.strictObject({ message: messageRef, text: z.string() }),
  delete: z.strictObject({ message: messageRef }),
  react: z.strictObject({ message: messageRef, emoji: z.string() }),
  typing: z.strictObject({ chatId: z.string(), isRecording: z.boolean() }),
  seen: z.strictObject({ chatId: z.string() }),
  download: z.strictObject({ message: messageRef, path: z.string(), maxBytes: z.number() }),
  profile: z.strictObject({ chatId: z.string() }),
  /** Hands over again what came since a time (ms since 1970). */
  recent: z.strictObject({ since: z.number() }),
  end: z.strictObject({}),
} as const;

/** What each call answers with. */
export const results = {
  state: z.string().nullable(),
  send: z.strictObject({ id: z.string(), ack: z.number() }),
  edit: z.null(),
  delete: z.null(),
  react: z.null(),
  typing: z.null(),
  seen: z.null(),
  download: z.strictObject({ mimeType: z.string().optional(), name: z.string().optional(), size: z.number() }),
  profile: z.strictObject({ name: z.string().optional(), phone: z.string().optional(), pictureUrl: z.string().optional() }),
  recent: z.strictObject({ messages: z.number() }),
  end: z.null(),
} as const;

export type CallName = keyof typeof calls;
export type Params<Name extends CallName> = z.infer<(typeof calls)[Name]>;
export type Result<Name extends CallName> = z.infer<(typeof results)[Name]>;

const callOf = <Name extends CallName>(name: Name) =>
  z.strictObject({ type: z.literal('call'), id: z.number(), name: z.literal(name), params: calls[name] });

/** What a worker is told: how to start, once, and then calls. */
export const toWorker = z.union([
  z.strictObject({ type: z.literal('start'), options: workerOptions }),
  z.discriminatedUnion('name', [
    callOf('state'),
    callOf('send'),
    callOf('edit'),
    callOf('delete'),
    callOf('react'),
    callOf('typing'),
    callOf('seen'),
    callOf('download'),
    callOf('profile'),
    callOf('recent'),
    callOf('end'),
  ]),
]);
export type ToWorker = z.infer<typeof toWorker>;
export type Call = Extract<ToWorker, { type: 'call' }>;

/** Why a call failed. */
export const failureKind = z.enum([
  'unknown-recipient',
  'unknown-message',
  'refused',
  'too-late',
  'media',
  'too-large',
  'offline',
  /** Nothing was done, and it may be soon. */
  'not-now',
  'other',
]);
export type FailureKind = z.infer<typeof failureKind>;

/** What a worker tells. */
export const fromWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('qr'), value: z.string() }),
  z.strictObject({ type: z.literal('code'), value: z.string() }),
  z.strictObject({ type: z.literal('authenticated') }),
  z.strictObject({ type: z.literal('ready'), account: z.strictObject({ id: z.string(), name: z.string().optional() }) }),
  /** WhatsApp Web's own word for how the page is connected. */
  z.strictObject({ type: z.literal('state'), state: z.string() }),
  z.strictObject({ type: z.literal('disconnected'), reason: z.string() }),
  /** Something nobody waits for went wrong: the worker ends. */
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
  /** What happened in chats; read by `inbound/parse.ts`. */
  z.strictObject({ type: z.literal('events'), events: z.array(z.unknown()) }),
  z.strictObject({ type: z.literal('answer'), id: z.number(), result: z.unknown() }),
  z.strictObject({ type: z.literal('refusal'), id: z.number(), kind: failureKind, detail: z.string() }),
]);
export type FromWorker = z.infer<typeof fromWorker>;
