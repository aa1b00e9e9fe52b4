import type { Api, Context } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Language } from '../../hub/api/fields.ts';
import type { ChannelLog } from '../contract/channel.ts';
import type { Translate } from './console.ts';
import type { Desk } from './desk.ts';
import type { DeskAgent, DeskGroup } from './desk-views.ts';
import type { ConsoleRecords, ThreadRecord } from './desk-records.ts';

/** What every feature of the console may take from. */
export interface Parts {
  api: Api;
  token: string;
  apiRoot: string;
  botId: string;
  desk: Desk;
  records: ConsoleRecords;
  texts: Record<Language, Translate>;
  log: ChannelLog;
  now: () => Date;
  me: () => UserFromGetMe;
}

/** Where an update came from: an agent's private chat, a topic of a conversation, the lobby (General) of a bound group, or elsewhere. */
export type Place = 'private' | 'topic' | 'lobby' | 'elsewhere';

/** grammY's context with what the first middlewares found out. */
export interface ConsoleContext extends Context {
  agent: DeskAgent | null;
  t: Translate;
  language: Language;
  place: Place;
  group: DeskGroup | null;
  thread: ThreadRecord | null;
}

/** A context whose author is known to be a linked agent. */
export interface AgentContext extends ConsoleContext {
  agent: DeskAgent;
}
