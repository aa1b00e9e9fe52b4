/** A message as WhatsApp Web's own model serializes it; only fields that somebody reads are named. */
export interface RawMessage {
  id: RawId;
  from: string;
  to: string;
  type: string;
  /** Seconds since the epoch. */
  t: number;
  /** -1 refused, 0 waiting, 1 at the server, 2 at the device, 3 read, 4 played. */
  ack: number;
  body?: string;
  caption?: string;
  notifyName?: string;
  [field: string]: unknown;
}

/** The key of a message: whose it is, its chat, and the part that is the same on every device. */
export interface RawId {
  fromMe: boolean;
  remote: string;
  id: string;
  _serialized: string;
  participant?: string;
}

/** One's own numbers, as the page knows them. */
export interface Me {
  phone: string;
  lid: string;
  name: string;
}

/** A chat as a device gets it when it connects. */
export interface RawChat {
  id: string;
  name: string;
  t: number;
  unreadCount: number;
  messages: RawMessage[];
}

/** Somebody the account knows: the phone number may stay hidden behind a LID. */
export interface RawContact {
  lid: string;
  phone: string | null;
  name: string;
  isListed: boolean;
}

/** What the emulated servers tell a page. */
export type ToPage =
  | { type: 'unpaired'; ref: string }
  | { type: 'paired'; token: string }
  | { type: 'connected'; me: Me; chats: RawChat[]; contacts: RawContact[]; isSynced: boolean }
  | { type: 'contact'; contact: RawContact }
  | { type: 'add'; message: RawMessage; chatName: string; isNew: boolean }
  | { type: 'change'; id: string; fields: Partial<RawMessage> }
  | { type: 'reaction'; id: RawId; parent: RawId; author: string; text: string; atMs: number }
  | { type: 'state'; state: string }
  | { type: 'logout' }
  | { type: 'reload' }
  | { type: 'answer'; id: number; result?: unknown; error?: string };

/** What a page asks of the emulated servers; each is answered. */
export interface PageCalls {
  hello: { token: string | null };
  send: { message: RawMessage };
  edit: { id: string; text: string };
  revoke: { id: string };
  react: { id: string; text: string };
  typing: { chatId: string; state: 'composing' | 'recording' | 'paused' };
  seen: { chatId: string };
  exists: { id: string };
  'pairing-code': { phone: string };
  takeover: object;
  logout: object;
}
