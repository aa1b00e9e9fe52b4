import type { Priority } from '../../../api/customers/conversations.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { ensureTags, type TagTools } from '../../tag/ensure-tags.ts';
import { tagKeyOf } from '../../tag/model.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';

const most = 50;
const tries = 5;

/** Gives a conversation exactly these tags. Throws conversation.unknown. */
export async function setTags(
  hub: ChangeTools & TagTools,
  actor: Actor,
  conversationId: string,
  names: readonly string[],
): Promise<ConversationRecord> {
  return changeTags(hub, actor, conversationId, names, (_tags, wanted) => wanted);
}

/** Adds a tag. Throws conversation.unknown, and request.invalid beyond 50. */
export async function addTag(hub: ChangeTools & TagTools, actor: Actor, conversationId: string, name: string): Promise<ConversationRecord> {
  return changeTags(hub, actor, conversationId, [name], (tags, wanted) => [...new Set([...tags, ...wanted])]);
}

/** Takes a tag away; one that is not there changes nothing. Throws conversation.unknown. */
export async function removeTag(
  hub: ChangeTools & TagTools,
  actor: Actor,
  conversationId: string,
  name: string,
): Promise<ConversationRecord> {
  return changeTags(hub, actor, conversationId, [], (tags) => tags.filter((tag) => tagKeyOf(tag) !== tagKeyOf(name)));
}

async function changeTags(
  hub: ChangeTools & TagTools,
  actor: Actor,
  conversationId: string,
  names: readonly string[],
  next: (tags: string[], wanted: string[]) => string[],
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.reply');
  await getConversation(actor, conversationId);
  const wanted = await ensureTags(hub, actor, names);
  return changeAgainst(hub, actor, conversationId, ({ tags: before }) => {
    const tags = next(before, wanted);
    if (tags.length > most) throw new HubError('request.invalid', { issues: [{ path: 'body.tags', message: `at most ${most} tags` }] });
    const added = tags.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !tags.includes(tag));
    if (added.length + removed.length === 0) return null;
    return { where: { tags: before }, set: { tags }, event: { type: 'tagged', data: { added, removed } } };
  });
}

/** Sets the priority; the same one changes nothing. Throws conversation.unknown. */
export async function setPriority(hub: ChangeTools, actor: Actor, conversationId: string, priority: Priority): Promise<ConversationRecord> {
  authorize(actor, 'conversation.reply');
  return changeAgainst(hub, actor, conversationId, ({ priority: before }) =>
    before === priority
      ? null
      : { where: { priority: before }, set: { priority }, event: { type: 'prioritised', data: { before, after: priority } } },
  );
}

type Change = Pick<Parameters<typeof changeConversation>[2], 'where' | 'set' | 'event'>;

/** Changes it as it was read, read again where somebody was faster, so that the timeline tells what really changed. */
async function changeAgainst(
  hub: ChangeTools,
  actor: Actor,
  conversationId: string,
  decide: (current: ConversationRecord) => Change | null,
): Promise<ConversationRecord> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const current = await getConversation(actor, conversationId);
    const change = decide(current);
    if (!change) return current;
    const changed = await changeConversation(hub, actor, {
      conversationId,
      ...change,
      fact: { type: 'conversation.changed', data: {} },
    });
    if (changed) return changed;
  }
  throw new HubError('conversation.changed');
}
