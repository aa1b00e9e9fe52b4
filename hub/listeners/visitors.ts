import type { FactType } from '../api/facts.ts';
import { toObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { Visitor } from '../core/visiting/visitor.ts';
import { Identity } from '../domain/contact/model.ts';
import type { VisitKeeper } from '../domain/visitor/visits/keep-visits.ts';
import type { VisitorKnower } from '../domain/visitor/know-visitors.ts';

const contactFacts = ['contact.created', 'contact.changed', 'contact.merged'] as const satisfies readonly FactType[];
/** What may change which conversation a visitor has, or who may see it. */
const conversationFacts = [
  'conversation.opened',
  'conversation.assigned',
  'conversation.closed',
  'conversation.reopened',
] as const satisfies readonly FactType[];

interface Parts {
  visits: Pick<VisitKeeper, 'forget'>;
  knower: Pick<VisitorKnower, 'ask'>;
}

/** Lets those who are on the site be known as what they became: a contact, somebody in a conversation, or nobody again. Returns the removal. */
export function listenForVisitors(hub: Pick<Hub, 'facts' | 'visitors'>, { visits, knower }: Parts): () => void {
  const removals = [
    hub.facts.on(contactFacts, 'visitors-contacts', ({ workspaceId, data }) => learn(workspaceId, data.contactId)),
    hub.facts.on(conversationFacts, 'visitors-conversations', ({ workspaceId, data: { conversation } }) =>
      conversation.provider === 'widget' ? learn(workspaceId, conversation.contact.id) : undefined,
    ),
    hub.facts.on('contact.erased', 'visitors-erased', ({ workspaceId, data }) => {
      for (const visitor of hub.visitors.of(workspaceId)) {
        if (visitor.contact?.id !== data.contactId) continue;
        visits.forget(visitor);
        hub.visitors.became(workspaceId, visitor.id, { contact: null, conversation: null });
      }
    }),
  ];
  return () => removals.forEach((remove) => remove());

  /** Costs nothing while nobody is there; else one read, since a browser may have become this contact a moment ago. */
  async function learn(workspaceId: string, contactId: string): Promise<void> {
    if (hub.visitors.count(workspaceId) === 0) return;
    const identities = await Identity.find({ workspaceId: toObjectId(workspaceId), contactId: toObjectId(contactId) })
      .select({ _id: 1, externalId: 1 })
      .lean<{ externalId: string }[]>();
    const names = new Set(identities.map(({ externalId }) => externalId));
    for (const visitor of hub.visitors.of(workspaceId)) if (isOf(visitor, names, contactId)) knower.ask(visitor);
  }
}

function isOf(visitor: Readonly<Visitor>, identities: ReadonlySet<string>, contactId: string): boolean {
  return visitor.contact?.id === contactId || identities.has(visitor.identity);
}
