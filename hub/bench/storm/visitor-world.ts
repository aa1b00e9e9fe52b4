import { ObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { createWorkspace } from '../../domain/workspace/create-workspace.ts';
import { signVisitorToken, strangerAt } from '../../domain/widget/session/token.ts';
import { newVisitorSecret, visitorIdOf } from '../../domain/widget/session/visitor-secret.ts';
import { sendAsVisitor } from '../../inbound/widget/send-as-visitor.ts';
import type { VisitorSeat } from './seats.ts';

/** Tabs of one visitor: each comes back for itself, as any other, and hears all that is said to its visitor. */
const tabsPerVisitor = 20;
const atOnce = 10;

/** Makes visitors of one site, each with a conversation begun and twenty tabs. */
export async function buildVisitorWorld(hub: Hub, count: number): Promise<VisitorSeat[]> {
  const { _id, widgetKey } = await createWorkspace(hub, { name: 'Shop', timeZone: 'UTC', language: 'en' });
  const widget = await hub.widgets.byKey(widgetKey);
  if (!widget) throw new Error('every workspace has a widget');
  const place = { workspaceId: _id, channelId: widget.channelId };
  const seats: VisitorSeat[] = [];
  while (seats.length < count) {
    const visitors = Array.from({ length: atOnce }, () => buildVisitorSeats(hub, place));
    for (const theirs of await Promise.all(visitors)) seats.push(...theirs);
  }
  return seats.slice(0, count);
}

async function buildVisitorSeats(hub: Hub, place: Pick<VisitorCaller, 'workspaceId' | 'channelId'>): Promise<VisitorSeat[]> {
  const identity = visitorIdOf(newVisitorSecret());
  const caller = strangerAt(hub, place, { identity, name: 'Visitor' });
  const first = { conversationId: null, isNew: false, clientId: 'first', text: 'Hello', attachments: [] };
  const { conversation } = await sendAsVisitor(hub, caller, first);
  const token = await signVisitorToken(hub, caller);
  return Array.from({ length: tabsPerVisitor }, () => ({
    kind: 'visitor',
    workspaceId: place.workspaceId.toHexString(),
    token,
    tabId: new ObjectId().toHexString(),
    conversationId: conversation.id,
  }));
}
