import type { Request } from 'express';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';
import { refuseForeignSite } from '../origin.ts';
import { readVisitorToken } from './token.ts';

export type VisitorTools = Pick<Hub, 'config' | 'now' | 'secrets' | 'widgets' | 'endedVisits'>;

/** The visitor behind a token, asked for by a request. Throws token.invalid, session.expired, widget.unknown, channel.paused, contact.blocked, request.foreign-origin. */
export async function getVisitor(hub: VisitorTools, request: Request, token: string): Promise<VisitorCaller> {
  const visitor = await readVisitorToken(hub, token);
  await admitVisitor(hub, request, visitor, await hub.endedVisits.whyEnded(visitor));
  return visitor;
}

/** What else must hold for a visitor to be let in; no database call while the widget is known. Throws as getVisitor does. */
export async function admitVisitor(
  hub: Pick<Hub, 'config' | 'widgets'>,
  request: Request,
  visitor: VisitorCaller,
  ended: Awaited<ReturnType<Hub['endedVisits']['whyEnded']>>,
): Promise<void> {
  if (ended === 'blocked') throw new HubError('contact.blocked');
  if (ended !== null) throw new HubError('session.expired', { reason: ended });
  const widget = await hub.widgets.ofChannel(visitor.channelId.toHexString());
  if (!widget) throw new HubError('widget.unknown');
  refuseForeignSite(hub.config, widget, request);
  if (widget.isPaused) throw new HubError('channel.paused', { retryAfterSeconds: 60 });
}
