import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import type { WordKey } from '../../../../words/catalogue.ts';

/** A text and what stands in it. */
export interface Phrase {
  key: WordKey;
  values: Record<string, string>;
}

/** How ids, moments and priorities are called on screen. */
export interface EventNames {
  agent: (id: string) => string;
  department: (id: string) => string;
  moment: (at: string) => string;
  priority: (priority: string) => string;
}

/** What happened, as a sentence to be put into words. What it does not know yet it tells as a change. */
export function describeEvent({ event, author }: Pick<MessageView, 'event' | 'author'>, names: EventNames): Phrase {
  const data = event?.data ?? {};
  const who = { who: author.name };
  const isBySelf = author.type === 'system' && author.id === null;
  switch (event?.type) {
    case 'assigned':
      return describeAssigned(author, data, names);
    case 'snoozed': {
      const until = text(data['until']);
      return until === null
        ? { key: 'thread:event.snoozed', values: who }
        : { key: 'thread:event.snoozedUntil', values: { ...who, when: names.moment(until) } };
    }
    case 'woken':
      return { key: data['cause'] === 'message' ? 'thread:event.wokenByCustomer' : 'thread:event.woken', values: {} };
    case 'opened':
      return { key: author.type === 'contact' ? 'thread:event.openedByCustomer' : 'thread:event.opened', values: who };
    case 'closed':
      return { key: isBySelf ? 'thread:event.closedAlone' : 'thread:event.closed', values: who };
    case 'reopened':
      return { key: data['cause'] === 'message' ? 'thread:event.reopenedByCustomer' : 'thread:event.reopened', values: who };
    case 'blocked':
      return { key: author.type === 'agent' ? 'thread:event.blocked' : 'thread:event.blockedByCustomer', values: who };
    case 'unblocked':
      return { key: author.type === 'agent' ? 'thread:event.unblocked' : 'thread:event.unblockedByCustomer', values: who };
    case 'merged': {
      const key = data['isUndone'] === true ? 'thread:event.unmerged' : 'thread:event.merged';
      return { key, values: { ...who, from: nameIn(data['from']), to: nameIn(data['to']) } };
    }
    case 'tagged':
      return describeTagged(who, data);
    case 'prioritised':
      return { key: 'thread:event.prioritised', values: { ...who, priority: names.priority(String(data['after'])) } };
    case 'rated': {
      const comment = text(data['comment']) ?? '';
      const score = String(data['score']);
      return comment === ''
        ? { key: 'thread:event.rated', values: { score } }
        : { key: 'thread:event.ratedWithWords', values: { score, comment } };
    }
    case 'carried-on':
      return describeCarried(who, data);
    case undefined:
      return { key: 'thread:event.changed', values: who };
  }
}

function describeAssigned(author: MessageView['author'], data: Record<string, unknown>, names: EventNames): Phrase {
  const [from, to, department] = [text(data['fromAgentId']), text(data['toAgentId']), text(data['departmentId'])];
  const values = {
    who: author.name,
    from: from === null ? '' : names.agent(from),
    to: to === null ? '' : names.agent(to),
    department: department === null ? '' : names.department(department),
  };
  return { key: `thread:event.${assignedKey(author, text(data['by']), { from, to, department })}`, values };
}

function assignedKey(
  author: MessageView['author'],
  by: string | null,
  { from, to, department }: { from: string | null; to: string | null; department: string | null },
) {
  if (by === 'round-robin') return 'handedByTurns';
  if (by === 'least-busy') return 'handedToLeastBusy';
  if (by === 'away') return to === null ? 'givenBack' : 'handedByTurns';
  if (by === 'reply') return 'takenByReply';
  if (to !== null && to !== from) {
    if (to !== author.id) return 'assigned';
    return from === null ? 'taken' : 'takenOver';
  }
  if (from !== null && to === null) return department === null ? 'putBack' : 'putBackInto';
  return department === null ? 'movedToCommon' : 'movedTo';
}

function describeCarried(who: { who: string }, data: Record<string, unknown>): Phrase {
  const [from, to] = [placeIn(data['from']), placeIn(data['to'])];
  if (from.number !== '') return { key: 'thread:event.carriedOnFrom', values: { ...who, number: from.number } };
  if (to.number !== '') return { key: 'thread:event.carriedOnInto', values: { provider: to.provider, number: to.number } };
  return { key: 'thread:event.carriedOn', values: { ...who, provider: to.provider } };
}

function describeTagged(who: { who: string }, data: Record<string, unknown>): Phrase {
  const [added, removed] = [list(data['added']), list(data['removed'])];
  if (removed === '') return { key: 'thread:event.tagged', values: { ...who, added } };
  if (added === '') return { key: 'thread:event.untagged', values: { ...who, removed } };
  return { key: 'thread:event.retagged', values: { ...who, added, removed } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}

function placeIn(value: unknown): { provider: string; number: string } {
  const place = typeof value === 'object' && value !== null ? value : {};
  const provider = 'provider' in place ? String(place.provider) : '';
  return { provider: provider === 'telegram' ? 'Telegram' : provider, number: 'number' in place ? String(place.number) : '' };
}

function nameIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}
