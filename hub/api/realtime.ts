import { z } from 'zod';
import { conversationView } from './customers/conversations.ts';
import { messageView } from './customers/messages.ts';
import { visitorsBatch, visitorView } from './visitors/live-visitors.ts';
import { id, moment } from './fields.ts';

/** Where Socket.IO listens, and the namespace of agents and access tokens. */
export const realtimePath = '/socket.io';
export const agentNamespace = '/agent';

/**
 * What a client sends along when it connects: the workspace, and an access token where there is no session cookie. A refusal comes as
 * `connect_error` with `data` of `realtimeError`: session.missing, session.expired, token.invalid, workspace.unknown, permission.missing,
 * database.away. After the first three it is of no use to try again before signing in.
 */
export const handshakeAuth = z.strictObject({ workspaceId: id, token: z.string().min(1).max(200).optional() });

/** An error as sockets tell it: a code of `errors.ts`, as REST answers it. */
export const realtimeError = z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) });
export type RealtimeError = z.infer<typeof realtimeError>;

/** How every event of a client is answered. */
export type Ack<Data> = { ok: true; data: Data } | { ok: false; error: RealtimeError };

/** What an agent is writing: an answer to the customer, or a note. */
export const typingMode = z.enum(['reply', 'note']);
export type TypingMode = z.infer<typeof typingMode>;

/** Typing that is not repeated ends by itself after this long; a client repeats it every three seconds or so. */
export const typingEndsAfterMs = 6_000;

/** Somebody writes in a conversation; mode null: no longer. A customer's mode is `reply`. */
export const typingView = z.object({
  conversationId: id,
  by: z.object({ type: z.enum(['agent', 'contact']), id, name: z.string() }),
  mode: typingMode.nullable(),
});
export type TypingView = z.infer<typeof typingView>;

/** A colleague with a conversation on screen; idle when all their windows with it are. */
export const viewerView = z.object({ agentId: id, name: z.string(), isIdle: z.boolean() });
export type ViewerView = z.infer<typeof viewerView>;

/** More viewers of one conversation than this are not told. */
export const mostViewers = 20;

/** Off: not on duty. Away: on duty, but idle everywhere, or nowhere to be reached. */
export const availability = z.enum(['available', 'away', 'off']);
export type Availability = z.infer<typeof availability>;

/** How an agent is there, and since when. */
export const presenceView = z.object({ agentId: id, availability, since: moment });
export type PresenceView = z.infer<typeof presenceView>;

/** What changed somewhere else, so that a client reads it again where it shows it. */
export const changedNoun = z.enum([
  'agents',
  'departments',
  'channels',
  'contacts',
  'tags',
  'quick-replies',
  'views',
  'workspace',
  'console',
  'widget',
  'schedules',
]);
export type ChangedNoun = z.infer<typeof changedNoun>;

/**
 * Why the server closes a socket. `seat-changed`: role, permissions, scope or departments are others now: connect again at once and read
 * everything anew. `restarting`: connect again after `reconnectAfterMs`. The others: sign in again.
 */
export const endReason = z.enum(['session-ended', 'seat-closed', 'seat-changed', 'token-revoked', 'restarting']);
export type EndReason = z.infer<typeof endReason>;

/** The most heads that `list.resume` answers with. */
export const mostResumedHeads = 200;

/** The most conversations a socket watches at once. */
export const mostWatched = 20;

/**
 * What a client sends, each with an ack of `Ack<output>`. A client may send about 20 events a second and 60 at once, then it gets
 * request.too-many.
 */
export const clientEvents = {
  /**
   * On every connect: the conversations whose heads changed since `since` (the `now` of the last answer; null at first). Not complete:
   * too much changed, a customer was erased, or `since` is null: load the lists by REST instead. Heads come in no particular order; of two the higher `rev` wins.
   */
  'list.resume': {
    input: z.strictObject({ since: moment.nullable() }),
    output: z.object({
      conversations: z.array(conversationView),
      /** Conversations that changed and that this seat may not see (any more). */
      gone: z.array(id),
      isComplete: z.boolean(),
      /** The hub's clock: the next `since`. */
      now: moment,
    }),
  },
  /**
   * Puts a conversation on screen, and again after every connect: from now on its messages, typing and viewers come as events. The
   * answer is what GET messages answers with: what follows `after` (0: from the beginning; take the `cursor` of the newest page for what
   * is new only) and, with `changedSince`, the older messages that changed. With `nextCursor` there is more: read it by REST.
   * An event and an answer may bring the same message: one `id` is one message, the higher `rev` wins, `seq` is the order. A hole in
   * `seq` is filled later or void.
   */
  'conversation.watch': {
    input: z.strictObject({ conversationId: id, after: z.number().int().nonnegative(), changedSince: moment.optional() }),
    output: z.object({
      items: z.array(messageView),
      changed: z.array(messageView).optional(),
      cursor: z.number().int(),
      nextCursor: z.string().nullable(),
      now: moment,
      conversation: conversationView,
      viewers: z.array(viewerView),
      typing: z.array(typingView),
    }),
  },
  /** Takes it off the screen. Fine for one that is not watched. */
  'conversation.unwatch': { input: z.strictObject({ conversationId: id }), output: z.null() },
  /** The agent writes in a watched conversation, or with null no longer; repeated every three seconds while it goes on. */
  typing: { input: z.strictObject({ conversationId: id, mode: typingMode.nullable() }), output: z.null() },
  /**
   * Puts the visitors who are on the site on screen, and again after every connect: answers those who came last, and from now on
   * `visitors` brings what changes of these and who comes, at most once a second. Asked again with another limit, it begins anew.
   */
  'visitors.watch': {
    input: z.strictObject({ limit: z.number().int().min(1).max(1000) }),
    output: z.object({ visitors: z.array(visitorView), total: z.number().int(), now: moment }),
  },
  /** Takes them off the screen. */
  'visitors.unwatch': { input: z.strictObject({}), output: z.null() },
  /** Whether somebody sits at this window. A socket begins as active. */
  'presence.set': { input: z.strictObject({ state: z.enum(['active', 'idle']) }), output: z.null() },
} as const;
export type ClientEvent = keyof typeof clientEvents;
export type ClientInput<Event extends ClientEvent> = z.input<(typeof clientEvents)[Event]['input']>;
export type ClientOutput<Event extends ClientEvent> = z.output<(typeof clientEvents)[Event]['output']>;

/** What the server sends. Anything may come twice or late; what has a `rev` is settled by the higher one. */
export const serverEvents = {
  /** A conversation as lists show it, to everybody who may see it. */
  'conversation.head': z.object({ conversation: conversationView }),
  /** This seat may not see the conversation (any more); perhaps it never did. It is watched no longer. */
  'conversation.gone': z.object({ conversationId: id }),
  /** A new or changed message of a watched conversation; events of the timeline too. */
  message: z.object({ conversationId: id, message: messageView }),
  typing: typingView,
  /** Who has a watched conversation on screen, oneself included; the whole list each time. */
  viewers: z.object({ conversationId: id, agents: z.array(viewerView) }),
  /** All agents when one connects, then those that changed. Not for access tokens. */
  presence: z.object({ agents: z.array(presenceView) }),
  /** Who came, changed and left of the visitors on screen; only differences. */
  visitors: visitorsBatch,
  /** Something for this agent in particular. `id` is the same in every window and every repeat. */
  'inbox.notice': z.object({
    id: z.string(),
    kind: z.enum(['mention', 'assigned', 'reply', 'new']),
    conversation: conversationView,
    message: messageView.optional(),
  }),
  /** Without an id: any of them. */
  changed: z.object({ noun: changedNoun, id: id.optional() }),
  /** The last event before the server closes the socket. */
  'session.ended': z.object({ reason: endReason, reconnectAfterMs: z.number().int().nonnegative().optional() }),
} as const;
export type ServerEvent = keyof typeof serverEvents;
export type ServerData<Event extends ServerEvent> = z.infer<(typeof serverEvents)[Event]>;

/** The events of a client as Socket.IO's types want them. */
export type ClientToServer = {
  [Event in ClientEvent]: (input: ClientInput<Event>, ack: (answer: Ack<ClientOutput<Event>>) => void) => void;
};

/** The events of the server as Socket.IO's types want them. */
export type ServerToClient = { [Event in ServerEvent]: (data: ServerData<Event>) => void };
