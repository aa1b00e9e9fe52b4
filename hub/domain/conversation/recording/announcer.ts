import type { Logger } from 'pino';
import type { Fact } from '../../../api/facts.ts';
import { randomUUID } from 'node:crypto';
import { actorId, type Actor } from '../../../core/actor.ts';
import type { Announcer, FactSource } from '../../../core/parts/announcer.ts';
import type { Facts } from '../../../core/parts/facts.ts';
import { ObjectId } from '../../../core/ids.ts';
import { isArrival, type Unannounced } from '../../../core/parts/unannounced.ts';
import { Message } from '../../timeline/model.ts';
import { Conversation, type RecordedFact } from '../model.ts';

const clearAfterMs = 50;

/** Makes the announcer of one process. */
export function createAnnouncer(facts: Facts, log: Logger): Announcer {
  let told: FactSource[] = [];
  let timer: NodeJS.Timeout | null = null;
  const running = new Set<Promise<void>>();

  return {
    announce(fact, source) {
      track(tell(fact, source));
    },
    async settled() {
      while (running.size > 0 || told.length > 0) {
        await Promise.all(running);
        await clear();
      }
    },
  };

  async function tell(fact: Fact, source: FactSource): Promise<void> {
    if (!(await facts.announce(fact))) return;
    told.push(source);
    timer ??= setTimeout(() => track(clear()), clearAfterMs);
  }

  async function clear(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const sources = told;
    told = [];
    if (sources.length === 0) return;
    try {
      await Promise.all([clearMessages(sources), clearConversations(sources)]);
    } catch (error) {
      log.warn({ err: error, count: sources.length }, 'announced facts could not be cleared; they will be announced once more');
    }
  }

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }
}

/**
 * Clears what was told: in one update where nothing else waits to be told of a message. Otherwise an arrival is cleared whatever came
 * later, a change only while no later change of the same message waits.
 */
async function clearMessages(sources: FactSource[]): Promise<void> {
  const told = sources.flatMap((source) => ('message' in source ? [source.message] : []));
  if (told.length === 0) return;
  const unset = { $unset: { unannounced: 1 as const, unannouncedAt: 1 as const } };
  const revOf = ({ rev, told: kinds }: (typeof told)[number]) => (kinds.every(isArrival) ? {} : { rev });
  const { matchedCount } = await Message.bulkWrite(
    told.map((each) => ({ updateOne: { filter: { _id: each.id, ...revOf(each), unannounced: [...each.told] }, update: unset } })),
    { timestamps: false },
  );
  if (matchedCount === told.length) return;
  await Message.bulkWrite(
    told.flatMap((each) => [
      { updateOne: { filter: { _id: each.id, ...revOf(each) }, update: { $pullAll: { unannounced: [...each.told] } } } },
      { updateOne: { filter: { _id: each.id, unannounced: { $size: 0 } }, update: unset } },
    ]),
    { timestamps: false },
  );
}

async function clearConversations(sources: FactSource[]): Promise<void> {
  const byConversation = new Map<string, string[]>();
  for (const source of sources) {
    if (!('conversation' in source)) continue;
    const key = source.conversation.id.toHexString();
    byConversation.set(key, [...(byConversation.get(key) ?? []), source.conversation.factId]);
  }
  for (const [conversationId, factIds] of byConversation) {
    const _id = new ObjectId(conversationId);
    await Conversation.updateOne({ _id }, { $pull: { facts: { id: { $in: factIds } } } });
    await Conversation.updateOne({ _id, facts: { $size: 0 } }, { $unset: { factsAt: 1 } });
  }
}

/** A fact about to be recorded in a conversation. */
export function newFact(actor: Actor, type: RecordedFact['type'], data: Record<string, unknown>, at: Date): RecordedFact {
  return { id: randomUUID(), type, actor: { type: actor.type, id: actorId(actor), name: actor.name }, data, at };
}

/** The fact type of a message's own arrival, or of a change to it. */
export function messageFactType(
  unannounced: readonly Unannounced[],
): 'message.received' | 'message.sent' | 'message.noted' | 'message.changed' {
  if (unannounced.includes('received')) return 'message.received';
  if (unannounced.includes('sent')) return 'message.sent';
  return unannounced.includes('noted') ? 'message.noted' : 'message.changed';
}

/** What a message's change is called in its fact, the weightiest first. */
export function messageChange(unannounced: readonly Unannounced[]): 'text' | 'deleted' | 'reactions' | 'delivery' | 'attachments' {
  const order = ['deleted', 'text', 'attachments', 'delivery', 'reactions'] as const;
  return order.find((change) => unannounced.includes(change)) ?? 'delivery';
}
