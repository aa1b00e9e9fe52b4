import type {
  deleteVisitorMessage,
  editVisitorMessage,
  fillLeadForm,
  handOver,
  rateConversation,
  reactAsVisitor,
  sendVisitorMessage,
  setVisitorMetadata,
  startCarryingOn,
  trackVisitorEvent,
  uploadVisitorFile,
} from '../../hub/api/widget/calls.ts';
import type { Endpoint } from '../../hub/api/endpoint.ts';
import type { Core, VisitedPage } from './core.ts';
import type { TeamMember, VisitorMessage, WidgetConfig } from '../../hub/api/widget/views.ts';
import type { IdentifyInput } from '../profile.ts';
import { call, CallFailed, upload, type Body } from './call.ts';
import { openKept, shortHash, type KeptStore } from './kept.ts';
import { randomName } from './random-name.ts';
import { createReading } from './reading.ts';
import { newThread } from './sending/queue-entry.ts';
import { createQueue } from './sending/queue.ts';
import { createSessionKeeper, type ComesFrom } from './session.ts';
import { createSocket } from './socket.ts';
import { createStore, withConversation } from './state.ts';
import { withMessages } from './thread.ts';

interface CoreParts {
  config: WidgetConfig;
  source: 'widget' | 'helpbox';
  /** The hub refused something that the site asked for. */
  onRefused?: (code: string) => void;
}

const typingRepeatsMs = 3_000;
const typingEndsMs = 6_000;
/** How often somebody who has conversations looks for what no event told: where several hubs run, each tells its own sockets only. */
const lookMs = 20_000;

/** Makes the core of a widget or a page; nothing is sent before `begin`. */
export function createCore({ config, source, onRefused }: CoreParts): Core {
  const ownName = `hub:${config.widgetKey}`;
  const browser = openKept(ownName);
  const tabId = randomName();
  /** Where the outgoing queue is kept: of a verified user under a name of their own. */
  let kept: KeptStore = browser;
  let drafts = openKept(`${ownName}:drafts`);
  let page: VisitedPage = { url: location.href, title: document.title, referrer: '', language: '' };
  let typedAt = 0;
  let isChatOpen = false;
  /** Whose conversations are shown. */
  let shownOf = '';
  const messageListeners = new Set<(message: VisitorMessage) => void>();
  const typingEnds = new Map<string, ReturnType<typeof setTimeout>>();
  const first = browser.read();
  const store = createStore(config, { isMuted: first.isMuted ?? !config.sound, isLeadDone: first.isLeadDone ?? false });
  const visitedPage = () => ({ url: page.url.slice(0, 2000), title: page.title.slice(0, 500) });

  const session = createSessionKeeper({
    widgetKey: config.widgetKey,
    language: config.language,
    kept: browser,
    onBegun({ token, visitorId, isVerified, profile, conversations }) {
      if (shownOf !== '' && shownOf !== visitorId) store.change({ conversations: [], threads: {}, begun: {} });
      shownOf = visitorId;
      store.change({
        session: { token, visitorId, isVerified, profile },
        conversations: withConversation(store.get().conversations, conversations),
      });
      socket.connect();
    },
    onRefused(code, isForGood) {
      onRefused?.(code);
      if (isForGood) {
        socket.disconnect();
        store.change({ connection: 'blocked' });
      }
    },
    onAway: () => store.change({ connection: 'offline' }),
  });
  const socket = createSocket({
    handshake: () => ({
      token: store.get().session?.token ?? '',
      visit: { source, page: visitedPage(), referrer: page.referrer, tabId, language: page.language },
    }),
    onConnect: () => void caughtUp(),
    onDisconnect: () => {
      if (store.get().connection !== 'blocked') store.change({ connection: 'offline', typing: {}, present: {} });
    },
    onRefused(code) {
      if (code.startsWith('session.') || code.startsWith('token.')) session.renew();
      else setTimeout(() => socket.connect(), 3_000 + Math.random() * 5_000);
    },
    hear: {
      message: (message) => {
        putMessage(message);
        if (message.direction !== 'out') return;
        setWriter(message.conversationId, null);
        if (message.kind === 'text' && !message.editedAt && !message.deletedAt) for (const listener of messageListeners) listener(message);
      },
      conversation: (conversation) => store.change({ conversations: withConversation(store.get().conversations, [conversation]) }),
      typing: ({ conversationId, by }) => setWriter(conversationId, by),
      presence: ({ conversationId, members }) => store.change({ present: { ...store.get().present, [conversationId]: members } }),
      team: (team) => store.change({ team }),
      'session.ended': ({ reason, reconnectAfterMs }) => {
        socket.disconnect();
        if (reason === 'restarting') setTimeout(() => socket.connect(), reconnectAfterMs ?? 1_000);
        else if (reason === 'expired') session.renew();
        else if (reason === 'blocked') store.change({ connection: 'blocked' });
        else forgetState();
      },
    },
  });
  const reading = createReading(store, session, socket);
  const queue = createQueue({
    store,
    kept: () => kept,
    lockName: `${ownName}:queue`,
    send: (body) =>
      session.as((token) => call<typeof sendVisitorMessage>('post', '/messages', { token, body: { ...body, page: visitedPage() } })),
    onSent(entry, { message, conversation }) {
      store.change({ conversations: withConversation(store.get().conversations, [conversation]) });
      const { threads, begun } = store.get();
      if (entry.thread.startsWith(newThread)) store.change({ begun: { ...begun, [entry.thread]: conversation.id } });
      // A conversation that this message began is here from its first message on.
      if (!threads[conversation.id] && entry.thread !== conversation.id)
        store.change({
          threads: { ...threads, [conversation.id]: { messages: [message], cursor: 0, hasBefore: false, syncedAt: message.createdAt } },
        });
      putMessage(message);
    },
  });
  browser.onChange(({ isMuted, isLeadDone, visitorSecret }) => {
    store.change({ isMuted: isMuted ?? !config.sound, isLeadDone: isLeadDone ?? false });
    if (kept === browser) queue.reload();
    const { session: known } = store.get();
    // Another tab logged out: what this one shows is nobody's business any more.
    if (known && !known.isVerified && !visitorSecret) restart();
  });

  const caughtUp = async () => {
    try {
      await reading.resume();
      store.change({ connection: 'online' });
      if (isChatOpen) socket.tell('chat', { isOpen: true });
      queue.goOn();
    } catch {
      socket.connect(); // cut off again, or the hub had no time: the next connect asks anew
    }
  };
  setInterval(() => {
    const { connection, conversations } = store.get();
    if (connection === 'online' && conversations.length > 0) void caughtUp();
  }, lookMs);
  const putMessage = (message: VisitorMessage) => {
    const { threads } = store.get();
    const thread = threads[message.conversationId];
    if (thread)
      store.change({
        threads: { ...threads, [message.conversationId]: { ...thread, messages: withMessages(thread.messages, [message]) } },
      });
  };
  const setWriter = (conversationId: string, by: TeamMember | null) => {
    clearTimeout(typingEnds.get(conversationId));
    const { [conversationId]: before, ...others } = store.get().typing;
    if (by) typingEnds.set(conversationId, setTimeout(setWriter, typingEndsMs, conversationId, null));
    if (by || before) store.change({ typing: by ? { ...others, [conversationId]: by } : others });
  };
  const forgetState = () => {
    socket.disconnect();
    store.change({ session: null, conversations: [], threads: {}, typing: {}, present: {}, queue: [], begun: {}, isLeadDone: false });
  };
  const begin = (identity: IdentifyInput | null, from?: ComesFrom) => {
    const before = store.get().session;
    const name = identity?.userId ?? identity?.userToken;
    const keptName = name ? `${ownName}:${shortHash(name)}` : ownName;
    // Somebody else from now on: what was seen of the one before is not theirs to see.
    if (before?.isVerified) forgetState();
    kept = name ? openKept(keptName) : browser;
    drafts = openKept(`${keptName}:drafts`);
    queue.reload();
    session.begin(identity, from);
  };
  const restart = () => {
    forgetState();
    begin(null);
  };
  const forget = () => {
    kept.clear();
    drafts.clear();
    openKept(`${ownName}:drafts`).clear(); // from before a login
    forgetState();
    return session.end();
  };
  const asVisitor = <E extends Endpoint>(method: E['method'], path: string, body?: Body<E>) =>
    session.as((token) => call<E>(method, path, { token, ...(body !== undefined && { body }) }));
  const inBackground = (work: Promise<unknown>) => {
    work.catch((error: unknown) => {
      if (!(error instanceof CallFailed)) throw error;
      if (!error.isPassing) onRefused?.(error.code);
    });
  };
  const pathOf = ({ conversationId, id }: VisitorMessage) => `/conversations/${conversationId}/messages/${id}`;

  return {
    config,
    store,
    queue,
    load: reading.load,
    loadOlder: reading.loadOlder,
    begin(given, identity, from) {
      page = given;
      begin(identity, from);
    },
    restore({ visitorId, ...shown }) {
      shownOf = visitorId;
      store.change(shown);
    },
    async handOver() {
      const { visitorSecret } = browser.read();
      const body = visitorSecret && !store.get().session?.isVerified ? { visitorSecret } : {};
      return (await asVisitor<typeof handOver>('post', '/session/handover', body)).code;
    },
    identify: (identity) => begin(identity),
    setPage(given) {
      page = given;
      socket.tell('page', visitedPage());
    },
    setProfile: (profile) => inBackground(asVisitor<typeof setVisitorMetadata>('patch', '/profile', profile)),
    track: (name, data) => inBackground(asVisitor<typeof trackVisitorEvent>('post', '/events', { name, data })),
    setTyping(conversationId, isTyping) {
      const now = Date.now();
      if (isTyping ? now - typedAt < typingRepeatsMs : typedAt === 0) return;
      typedAt = isTyping ? now : 0;
      socket.tell('typing', { conversationId, isTyping });
    },
    setSeen(conversationId, seq) {
      const { conversations } = store.get();
      const known = conversations.find(({ id }) => id === conversationId);
      if (!known || (known.seen >= seq && known.unread === 0)) return;
      store.change({
        conversations: conversations.map((each) => (each === known ? { ...each, seen: Math.max(each.seen, seq), unread: 0 } : each)),
      });
      socket.tell('seen', { conversationId, seq });
    },
    setChatOpen(isOpen) {
      isChatOpen = isOpen;
      socket.tell('chat', { isOpen });
    },
    setMuted(isMuted) {
      browser.change({ isMuted });
      store.change({ isMuted });
    },
    setLeadDone() {
      kept.change({ isLeadDone: true });
      store.change({ isLeadDone: true });
    },
    edit: async (message, text) => putMessage(await asVisitor<typeof editVisitorMessage>('patch', pathOf(message), { text })),
    remove: async (message) => putMessage(await asVisitor<typeof deleteVisitorMessage>('delete', pathOf(message))),
    react: async (message, emoji) => putMessage(await asVisitor<typeof reactAsVisitor>('put', `${pathOf(message)}/reaction`, { emoji })),
    async rate(conversationId, rating) {
      const conversation = await asVisitor<typeof rateConversation>('put', `/conversations/${conversationId}/rating`, rating);
      store.change({ conversations: withConversation(store.get().conversations, [conversation]) });
    },
    async fillLead(values) {
      await asVisitor<typeof fillLeadForm>('put', '/lead', { values });
    },
    carryOn: (conversationId) => asVisitor<typeof startCarryingOn>('post', `/conversations/${conversationId}/carry-on`),
    upload: (file, signal, onProgress) =>
      session.as((token) => upload<typeof uploadVisitorFile>('/files', { token, file, signal, onProgress })),
    onMessage(listener) {
      messageListeners.add(listener);
      return () => messageListeners.delete(listener);
    },
    dismissed: () => kept.read().dismissed ?? {},
    dismiss: (conversationId, seq) => kept.change({ dismissed: { ...kept.read().dismissed, [conversationId]: seq } }),
    draft: (name) => drafts.read().drafts?.[name] ?? '',
    setDraft(name, text) {
      const { [name]: before = '', ...others } = drafts.read().drafts ?? {};
      if (before !== text) drafts.change({ drafts: text ? { ...others, [name]: text } : others });
    },
    forget,
    logout: () => forget().then(() => begin(null)),
  };
}
