import type { z } from 'zod';
import { widgetNamespace, type ToVisitorData, type visitorEvents, type WidgetHandshake } from '../../api/widget/realtime.ts';
import type { VisitorSeat } from './seats.ts';
import { ask, type Way } from './way.ts';

type Resume = (typeof visitorEvents)['resume'];

/** A tab of a site with the widget on it, its chat open. */
export function visitorTab({ token, tabId, conversationId }: VisitorSeat): Way {
  const page = { url: 'https://shop.example.com/', title: 'Shop' };
  return {
    namespace: widgetNamespace,
    auth: { token, visit: { source: 'widget', page, tabId } } satisfies WidgetHandshake,
    headers: {},
    async resume(socket, { cursor, now }) {
      const place = { id: conversationId, after: cursor, ...(now !== null && { changedSince: now }) };
      const input: z.input<Resume['input']> = { conversations: [place] };
      const resumed = await ask<z.output<Resume['output']>>(socket, 'resume', input);
      const [part] = resumed.messages;
      return { items: [...(part?.items ?? []), ...(part?.changed ?? [])], cursor: part?.cursor ?? cursor, now: resumed.now };
    },
    readMessage: (data) => data as ToVisitorData<'message'>, // the contract's, which both ends are built from
  };
}
