import { html, type TemplateResult } from 'lit';
import { listQuickReplies, useQuickReply, type QuickReplyView } from '../../../../../hub/api/customers/quick-replies.ts';
import { fuzzyScore } from '../../../../app/commands/fuzzy.ts';
import { avatar } from '../../../../components/avatar.ts';
import { searchEmoji } from '../../../../components/emoji/emoji-data.ts';
import { api } from '../../../../data/api.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may, session } from '../../../../data/session.ts';
import { agents, availabilityOf } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import type { Trigger } from './trigger.ts';

/** One way to finish what was begun. */
export interface Suggestion {
  key: string;
  label: string;
  /** A face, an emoji, a shortcut before the label. */
  mark?: TemplateResult;
  hint?: string;
  /** Shown at the side while it is the active one. */
  preview?: string;
  /** What takes the place of what was typed. */
  insert: string;
  /** An agent that it mentions. */
  mentions?: string;
  /** Told once it was inserted. */
  inserted?: () => void;
}

const most = 40;

/** What can finish it in this conversation, the best first. Throws what the calls throw. */
export async function findSuggestions({ kind, query }: Trigger, conversationId: string): Promise<Suggestion[]> {
  if (kind === 'mention') return mentions(query);
  if (kind === 'emoji') return emojis(query);
  return may('quick-reply.view') ? quickReplies(query, conversationId) : [];
}

async function quickReplies(query: string, conversationId: string): Promise<Suggestion[]> {
  const first = await queryClient.fetchQuery({
    queryKey: ['quick-replies', 'for', conversationId],
    queryFn: () => api.call(listQuickReplies, { query: { limit: 200, conversation: conversationId } }),
    staleTime: 30_000,
  });
  // More than a page of them: the hub searches the rest.
  const more =
    first.nextCursor !== null && query !== ''
      ? (await api.call(listQuickReplies, { query: { limit: 50, q: query, conversation: conversationId } })).items
      : [];
  const departmentId = headOf(conversationId).peek()?.departmentId ?? null;
  const all = new Map([...first.items, ...more].map((each) => [each.id, each]));
  const fitting = [...all.values()].filter(({ departmentIds }) => isFor(departmentIds, departmentId));
  return best(fitting, query, ({ shortcut, title }) => `${shortcut} ${title}`).map((each) => ({
    key: each.id,
    label: each.title,
    mark: html`<code>/${each.shortcut}</code>`,
    preview: each.rendered ?? each.text,
    insert: each.rendered ?? each.text,
    inserted: () => count(each),
  }));
}

/** A reply of other departments is of no use where the conversation is in one. */
function isFor(departmentIds: readonly string[], departmentId: string | null): boolean {
  return departmentIds.length === 0 || departmentId === null || departmentIds.includes(departmentId);
}

function count({ id }: QuickReplyView): void {
  api.call(useQuickReply, { params: { quickReplyId: id } }).catch(() => undefined); // a number in the settings is no reason to disturb
}

function mentions(query: string): Suggestion[] {
  const own = session.peek()?.agent.id;
  const colleagues = agents.peek().filter(({ id }) => id !== own);
  return best(colleagues, query, ({ displayName }) => displayName).map(({ id, displayName }) => {
    const state = availabilityOf(id);
    return {
      key: id,
      label: displayName,
      mark: avatar(displayName, { size: 22, state }),
      hint: state ? t(`composer:presence.${state}`) : '',
      insert: `@${displayName} `,
      mentions: id,
    };
  });
}

async function emojis(query: string): Promise<Suggestion[]> {
  const found = await searchEmoji(query);
  return found.map(({ unicode, name }) => ({
    key: unicode,
    label: name,
    mark: html`<span class="emoji" aria-hidden="true">${unicode}</span>`,
    insert: `${unicode} `,
  }));
}

function best<Item>(items: readonly Item[], query: string, textOf: (item: Item) => string): Item[] {
  if (query.trim() === '') return items.slice(0, most);
  return items
    .map((item) => ({ item, score: fuzzyScore(textOf(item), query) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}
