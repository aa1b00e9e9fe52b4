import { Api } from 'grammy';
import { z } from 'zod';
import { language } from '../../../hub/api/fields.ts';
import type { Translate } from '../console.ts';
import type { Send } from '../desk-records.ts';
import type { Parts } from '../parts.ts';

/** Where a send goes: a chat, or a topic of it. */
export interface Spot {
  chatId: string;
  threadId: number | undefined;
}

/** What one delivery works with: its own API client, which counts calls. */
export interface Delivery {
  parts: Parts;
  api: Api;
  t: Translate;
  language: 'en' | 'ru';
  timeZone: string;
  isSilent: boolean;
}

/** A call that hangs is given up after two minutes, time enough for an upload of 50 MB. */
export const callTimeoutSeconds = 120;

const audience = z.object({
  language: language.default('en'),
  timeZone: z.string().default('UTC'),
  isSilent: z.boolean().default(false),
});

/** Methods that do not count against a chat's budget of messages. */
const freeMethods = new Set(['getForumTopicIconStickers', 'setMessageReaction', 'getChat', 'getChatMember', 'pinChatMessage']);

/** Opens a delivery for a send; `calls` tells how many calls of the budget it made so far. */
export function openDelivery(parts: Parts, send: Pick<Send, 'data'>): { delivery: Delivery; calls: () => number } {
  const { language, timeZone, isSilent } = audience.parse(send.data);
  const api = new Api(parts.token, { apiRoot: parts.apiRoot, timeoutSeconds: callTimeoutSeconds });
  let calls = 0;
  api.config.use((previous, method, payload, signal) => {
    if (!freeMethods.has(method)) calls += 1;
    return previous(method, payload, signal);
  });
  return { delivery: { parts, api, t: parts.texts[language], language, timeZone, isSilent }, calls: () => calls };
}

/** The thread parameter of a call, absent outside topics: General refuses its own id. */
export function inThread(spot: Spot): { message_thread_id?: number } {
  return spot.threadId === undefined ? {} : { message_thread_id: spot.threadId };
}

/** Options of every text the console shows: no link previews. */
export const noPreview = { link_preview_options: { is_disabled: true } } as const;
