import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import type { Ack } from '../../api/realtime.ts';
import type { ToVisitorData, ToVisitorEvent, VisitorEvent, visitorEvents, widgetHandshake } from '../../api/widget/realtime.ts';
import type { VisitorTab } from '../../core/visiting/visitors.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';

/** What a visitor's browser gives with an event. */
export type VisitorInput<Event extends VisitorEvent> = z.output<(typeof visitorEvents)[Event]['input']>;
/** What it is answered. */
export type VisitorOutput<Event extends VisitorEvent> = z.input<(typeof visitorEvents)[Event]['output']>;

type VisitorToServer = {
  [Event in VisitorEvent]: (input: VisitorInput<Event>, ack: (answer: Ack<VisitorOutput<Event>>) => void) => void;
};
type ServerToVisitor = { [Event in ToVisitorEvent]: (data: ToVisitorData<Event>) => void };

/** What is known of a visitor's socket from its connection on. */
export interface VisitorData {
  visitor: VisitorCaller;
  /** Of its identity, as on the wire. */
  identityId: string;
  visit: z.output<typeof widgetHandshake>['visit'];
  userAgent: string;
  address: string;
  /** Chats of conversations that it asked about, so that typing needs no look-up. */
  chats: Map<string, string>;
  tab: VisitorTab | null;
}

export type VisitorNamespace = Namespace<VisitorToServer, ServerToVisitor, DefaultEventsMap, VisitorData>;
export type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, DefaultEventsMap, VisitorData>;

/** The names of Socket.IO's rooms of visitors. */
export const visitorRooms = {
  /** All tabs and devices of one identity. */
  visitor: (identityId: string) => `visitor:${identityId}`,
  /** Everybody on the sites of one widget. */
  site: (channelId: string) => `site:${channelId}`,
} as const;
