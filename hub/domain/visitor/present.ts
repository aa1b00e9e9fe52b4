import type { VisitorView } from '../../api/visitors/live-visitors.ts';
import type { Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { Visitor, VisitorConversation } from '../../core/visiting/visitor.ts';
import { fileUrl } from '../file/link.ts';

/** A visitor as the outside sees it, without the conversation, which not everybody may see. */
export function presentVisitor(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, visitor: Readonly<Visitor>): VisitorView {
  const { contact } = visitor;
  const isKnown = contact !== null && !contact.isAnonymous;
  return {
    id: visitor.id,
    contact: isKnown
      ? {
          id: contact.id,
          name: contact.name,
          ...(contact.avatarFileId !== null && { avatarUrl: fileUrl(hub, contact.avatarFileId, 'avatar') }),
        }
      : null,
    name: isKnown ? contact.name : visitor.claimedName,
    page: visitor.page,
    referrer: visitor.referrer,
    cameAt: visitor.cameAt.toISOString(),
    pageSince: visitor.pageSince.toISOString(),
    source: visitor.source,
    device: visitor.device,
    language: visitor.language,
    country: visitor.place.country,
    city: visitor.place.city,
    visits: visitor.visits,
    tabs: visitor.tabs,
    isChatOpen: visitor.isChatOpen,
    conversationId: null,
    rev: visitor.rev,
  };
}

/** The same for one reader: with the conversation where the reader may see it. */
export function presentVisitorTo(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, actor: Actor, visitor: Readonly<Visitor>): VisitorView {
  return showConversation(presentVisitor(hub, visitor), actor, visitor);
}

/** Adds the conversation to a view where the reader may see it. */
export function showConversation(view: VisitorView, actor: Actor, { conversation }: Readonly<Visitor>): VisitorView {
  return conversation && sees(actor, conversation) ? { ...view, conversationId: conversation.id } : view;
}

/** As `visibleTo` filters what is read. */
function sees(actor: Actor, { assigneeId, departmentId, mentions }: VisitorConversation): boolean {
  if (actor.type !== 'agent' || actor.scope === 'all') return true;
  const me = actor.agentId.toHexString();
  if (assigneeId === me || mentions.includes(me) || (assigneeId === null && departmentId === null)) return true;
  return actor.scope === 'department' && actor.departmentIds.some((id) => id.toHexString() === departmentId);
}
