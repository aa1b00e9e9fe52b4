import type { Request } from 'express';
import { widgetHandshake } from '../../api/widget/realtime.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { admitVisitor, type VisitorTools } from '../../domain/widget/session/get-visitor.ts';
import { readVisitorToken } from '../../domain/widget/session/token.ts';
import { ownIdentityId } from '../../domain/widget/visitor-sees.ts';
import type { VisitorData } from './visitor-socket.ts';

/**
 * Who connects, by the token of POST /session: no database call while the hub knows the widget and has looked at what ended. Throws
 * request.invalid, token.invalid, session.expired, widget.unknown, channel.paused, contact.blocked, request.foreign-origin.
 */
export async function admitSocket(hub: VisitorTools & Pick<Hub, 'endedVisits'>, request: Request, auth: unknown): Promise<VisitorData> {
  const { token, visit } = widgetHandshake.parse(auth);
  const visitor = await readVisitorToken(hub, token);
  await admitVisitor(hub, request, visitor, await hub.endedVisits.whyEnded(visitor));
  return {
    visitor,
    identityId: ownIdentityId(visitor).toHexString(),
    visit,
    userAgent: (request.get('user-agent') ?? '').slice(0, 500),
    address: request.ip ?? '',
    chats: new Map(),
    tab: null,
  };
}
