import type WAWebJS from 'whatsapp-web.js';
import { z } from 'zod';
import type { Peers } from './peers.ts';
import { pickMessage } from './pick-message.ts';
import type { FromWorker } from './protocol.ts';

/** What happens in chats, and what of it is our own doing. */
export interface Chats {
  /** Holds back what the page tells of a chat's own messages while one is sent, and leaves out the ones that it became. */
  sending<Sent extends { id: WAWebJS.MessageId }>(send: () => Promise<Sent>): Promise<Sent>;
  /** Our own change: what the page tells of it is left out. */
  changing(kind: 'edit' | 'revoke', id: string, text?: string): void;
  /** Hands over a message that nobody told of, and how far it came. */
  handOver(message: WAWebJS.Message): void;
}

/** Messages of ours that are remembered, at most. */
const maxKnown = 2000;

/** Tells of everything that customers do in chats of two, and of what the account wrote elsewhere; in order. */
export function watchChats(client: WAWebJS.Client, peers: Peers, knownSent: readonly string[], tell: (message: FromWorker) => void): Chats {
  const sent = new Set(knownSent);
  const edited = new Map<string, string>();
  const revoked = new Set<string>();
  const sends = new Set<Promise<'done' | 'failed'>>();
  /** Sent by us with an end that nobody knows: they are told of when the page has news of them. */
  const doubtful = new Map<string, WAWebJS.Message>();
  const own = new Set<unknown>();
  let queue: Promise<void> = Promise.resolve();

  /** One after another, so that a look-up of a name holds the order. */
  const hand = (remote: unknown, make: () => Promise<object | null>) => {
    if (!isWithOne(remote)) return;
    queue = queue.then(make).then(
      (event) => void (event && tell({ type: 'events', events: [event] })),
      (error: unknown) => tell({ type: 'failed', reason: `an event could not be handed over: ${String(error)}` }),
    );
  };
  const message = (given: WAWebJS.Message) => {
    const { remote, fromMe, id } = keyOf(given);
    if (given.isStatus || given.broadcast) return;
    const going = [...sends];
    hand(remote, async () => {
      if (fromMe) {
        const ends = await Promise.all(going);
        if (sent.has(id)) return null;
        // The page shows a message before WhatsApp has it.
        if (ends.includes('failed') && Number(given.ack) <= 0) {
          forgetOldest(doubtful.set(id, given));
          return null;
        }
      }
      return { kind: 'message', peer: await peers.of(remote, fromMe), message: pickMessage(given) };
    });
  };
  const ack = (given: WAWebJS.Message, state: number) => {
    const { remote, fromMe, id } = keyOf(given);
    if (!fromMe || state === 0) return;
    hand(remote, async () => {
      const known = doubtful.get(id);
      if (!known || state < 0 || !doubtful.delete(id)) return null;
      return { kind: 'message', peer: await peers.of(remote, fromMe), message: pickMessage(known) };
    });
    hand(remote, async () => ({ kind: 'ack', peer: await peers.of(remote), id, ack: state, at: Date.now() }));
  };
  const edit = (given: WAWebJS.Message, before?: unknown) => {
    const { remote, id } = keyOf(given);
    const { latestEditSenderTimestampMs } = given.rawData as { latestEditSenderTimestampMs?: unknown };
    const isDated = typeof latestEditSenderTimestampMs === 'number';
    // A thumbnail or a preview of a link changes the body, too.
    if (given.body === before || (!isDated && (given.hasMedia || String(given.type) !== 'chat'))) return;
    hand(remote, async () => {
      if (edited.get(id) === given.body) return null;
      const editedAt = isDated ? latestEditSenderTimestampMs : Date.now();
      return { kind: 'edit', peer: await peers.of(remote), message: pickMessage(given), editedAt };
    });
  };
  const revoke = (given: WAWebJS.Message) => {
    const { remote, fromMe, id } = keyOf(given);
    hand(remote, async () => {
      if (revoked.has(id)) return null;
      return { kind: 'revoke', peer: await peers.of(remote), key: { fromMe, id }, at: Date.now() };
    });
  };

  client.on('ready', () => {
    queue = queue.then(async () => {
      for (const id of z.array(z.unknown()).parse((await client.pupPage?.evaluate(ownIds)) ?? [])) own.add(id);
    });
  });
  client.on('message_create', message);
  client.on('message_ack', ack);
  client.on('message_edit', (given: WAWebJS.Message, _now: string, before: unknown) => edit(given, before));
  client.on('message_revoke_everyone', revoke);
  client.on('message_reaction', ({ msgId, senderId, reaction, timestamp }: WAWebJS.Reaction) => {
    const { remote, fromMe, id } = keyOf({ id: msgId });
    const at = timestamp > 0 ? timestamp * 1000 : Date.now();
    hand(remote, async () => {
      if (own.has(senderId)) return null;
      return { kind: 'reaction', peer: await peers.of(remote), key: { fromMe, id }, text: reaction ?? '', at };
    });
  });

  return {
    async sending(send) {
      const going = send();
      const ended = going.then(
        () => 'done' as const,
        () => 'failed' as const,
      );
      sends.add(ended);
      try {
        const done = await going;
        forgetOldest(sent.add(done.id.id));
        return done;
      } finally {
        sends.delete(ended);
      }
    },
    changing(kind, id, text = '') {
      forgetOldest(kind === 'revoke' ? revoked.add(id) : edited.set(id, text));
    },
    handOver(given) {
      if (String(given.type) === 'revoked') return revoke(given);
      message(given);
      if ((given.rawData as { latestEditSenderTimestampMs?: unknown }).latestEditSenderTimestampMs !== undefined) edit(given);
      if (given.fromMe && Number(given.ack) > 1) ack(given, Number(given.ack));
    },
  };
}

/** What was just added stays, and as many before it as are remembered; the oldest is forgotten. */
function forgetOldest(known: Set<string> | Map<string, unknown>): void {
  const [oldest] = known.keys();
  if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
}

/** Groups, lists, channels and stories are nobody's conversation. */
function isWithOne(remote: unknown): remote is string {
  return typeof remote === 'string' && /@(?:c\.us|lid|s\.whatsapp\.net)$/.test(remote);
}

/** The account's own ids: by number and by LID. Run in the page. */
const ownIds = `[window.require('WAWebUserPrefsMeUser')].flatMap((me) => [me.getMaybeMePnUser(), me.getMaybeMeLidUser()]).map((id) => id?._serialized)`;

function keyOf({ id }: { id: WAWebJS.MessageId }): { remote: string; fromMe: boolean; id: string } {
  const remote: unknown = id.remote;
  const serialized = typeof remote === 'object' && remote !== null && '_serialized' in remote ? String(remote._serialized) : String(remote);
  return { remote: serialized, fromMe: id.fromMe, id: id.id };
}
