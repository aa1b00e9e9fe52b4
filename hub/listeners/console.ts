import type { Fact, FactType } from '../api/facts.ts';
import type { Consoles } from '../console/start-consoles.ts';
import type { Hub } from '../core/parts/hub.ts';

/** What the team's bot shows something of. */
const shown = [
  'conversation.opened',
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.closed',
  'conversation.reopened',
  'conversation.changed',
  'message.received',
  'message.sent',
  'message.noted',
  'message.changed',
  'agent.changed',
  'channel.changed',
] as const satisfies readonly FactType[];

/** Tells the workspace's console what happened; it only stores what is to be shown. Returns the listener's removal. */
export function listenForConsole(hub: Pick<Hub, 'facts'>, consoles: Pick<Consoles, 'announce'>): () => void {
  return hub.facts.on(shown, 'console', (fact) => consoles.announce(fact as Fact)); // The bus hands over one fact; its type alone is too wide for a list of types.
}
