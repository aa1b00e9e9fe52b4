import { listContacts } from '../../../hub/api/customers/contacts.ts';
import { listConversations } from '../../../hub/api/customers/conversations.ts';
import { api } from '../../data/api.ts';
import { may } from '../../data/session.ts';
import { t } from '../../words/words.ts';
import { navigate } from '../routing/route.ts';
import type { Command } from './commands.ts';

const pauseMs = 150;
const most = 6;

/** Conversations and contacts that answer to what was typed, as commands that open them. Waits for a pause in typing; empty when aborted or unreachable. */
export async function findElsewhere(typed: string, signal: AbortSignal): Promise<Command[]> {
  const q = typed.trim();
  if (q.length < 2) return [];
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  if (signal.aborted) return [];
  const [conversations, contacts] = await Promise.all([findConversations(q, signal), findContacts(q, signal)]);
  return [...conversations, ...contacts];
}

async function findConversations(q: string, signal: AbortSignal): Promise<Command[]> {
  if (!may('conversation.view')) return [];
  const found = await api.call(listConversations, { query: { q, limit: most }, signal }).catch(() => null); // the palette goes on with its commands
  return (found?.items ?? []).map(({ id, number, contact, preview }) => ({
    id: `conversation ${id}`,
    title: contact.name,
    hint: `#${number} · ${preview}`,
    group: t('shell:conversations'),
    run: () => navigate(`/inbox/all/${id}`),
  }));
}

async function findContacts(q: string, signal: AbortSignal): Promise<Command[]> {
  if (!may('contact.view')) return [];
  const found = await api.call(listContacts, { query: { q, limit: most }, signal }).catch(() => null); // the palette goes on with its commands
  return (found?.items ?? []).map(({ id, name, username, emails }) => ({
    id: `contact ${id}`,
    title: name,
    hint: [username && `@${username}`, emails[0]].filter(Boolean).join(' · '),
    group: t('shell:contacts'),
    run: () => navigate(`/contacts/${id}`),
  }));
}
