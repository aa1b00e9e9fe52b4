import type { Clock } from '../../clock.ts';
import type { WireObject } from '../wire.ts';

/** Where webhooks go, and the word that proves it. */
export interface Webhook {
  url: string;
  verifyToken: string;
}

/** A template of an account, as Meta keeps it. */
export interface Template {
  name: string;
  language: string;
  status: string;
  category: string;
  parameter_format?: 'POSITIONAL' | 'NAMED';
  components: WireObject[];
}

/** A business's number with the account and the app around it. */
export interface BusinessNumber {
  phoneNumberId: string;
  businessAccountId: string;
  /** Digits without a plus. */
  phone: string;
  name: string;
  /** Changed by expiring it: the old one is refused then. */
  accessToken: string;
  appSecret: string;
  templates: Template[];
  /** The number's own webhook; without it the app's is used. */
  webhook?: Webhook;
  appWebhook?: Webhook;
  isSubscribed: boolean;
  /** What the health of the number says. */
  health: { can_send_message: string; errors: WireObject[] };
  /** What waits to be pushed. */
  outbox: Change[];
}

/** A change of a webhook, made when it happened. */
export interface Change {
  field: string;
  value: WireObject;
}

/** A person with WhatsApp. */
export interface Person {
  /** Digits without a plus; undefined for one who hides it behind a username. */
  phone?: string | undefined;
  /** As one business knows them. */
  userId: string;
  name: string;
  username?: string | undefined;
  /** Numbers that are blocked, by id. */
  blocked: Set<string>;
  /** False while the phone is off: nothing is delivered. */
  isOnline: boolean;
}

/** A file on the media server. */
export interface StoredFile {
  id: string;
  bytes: Buffer;
  mimeType: string;
  name?: string | undefined;
  /** Milliseconds since 1970. */
  storedAt: number;
  /** Tokens of addresses that were handed out, and when. */
  addresses: Map<string, number>;
  /** Served wrong on purpose. */
  isSpoilt?: boolean;
}

export type MessageState = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message of a chat. */
export interface Message {
  id: string;
  number: BusinessNumber;
  person: Person;
  /** `phone`: the business's owner in the app. */
  from: 'customer' | 'business' | 'phone';
  /** Milliseconds since 1970. */
  at: number;
  type: string;
  /** What stands under the type's name on the wire. */
  content: WireObject;
  replyTo?: string | undefined;
  file?: StoredFile | undefined;
  state: MessageState;
  callbackData?: string | undefined;
  reactions: { by: 'customer' | 'business'; emoji: string }[];
  isEdited: boolean;
  isDeleted: boolean;
}

/** All there is. */
export interface World {
  clock: Clock;
  numbers: Map<string, BusinessNumber>;
  people: Set<Person>;
  files: Map<string, StoredFile>;
  /** By id, in the order they were written. */
  messages: Map<string, Message>;
  /** Who sees typing, and from when (ms). */
  typing: Map<Person, number>;
  listeners: Set<() => void>;
  counters: { id: number };
}
