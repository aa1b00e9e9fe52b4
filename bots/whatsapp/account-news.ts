import { z } from 'zod';
import type { ChannelHealth } from '../contract/channel.ts';
import { sayWhy } from '../contract/reason.ts';

const accountUpdate = z.object({
  event: z.string(),
  ban_info: z.object({ waba_ban_state: z.string().optional() }).optional(),
  violation_info: z.object({ violation_type: z.string().optional() }).optional(),
});

/** Events of `account_update` after which the number can't be used, or not as it was. */
const states: Readonly<Record<string, 'failed' | 'warning'>> = {
  ACCOUNT_DELETED: 'failed',
  DISABLED_UPDATE: 'failed',
  ACCOUNT_RESTRICTION: 'warning',
  ACCOUNT_VIOLATION: 'warning',
};

/** What news of the account means for the channel; null where it means nothing. */
export function readAccountNews(field: string, value: unknown): ChannelHealth | null {
  if (field !== 'account_update') return null;
  const news = accountUpdate.safeParse(value).data;
  if (!news) return null;
  const { event, ban_info, violation_info } = news;
  if (event === 'DISABLED_UPDATE' && ban_info?.waba_ban_state === 'REINSTATE') return { state: 'ok' };
  const state = Object.hasOwn(states, event) ? states[event] : undefined;
  if (state === undefined) return null;
  const more = violation_info?.violation_type ?? ban_info?.waba_ban_state;
  return { state, ...sayWhy('whatsapp-account', { words: more === undefined ? event : `${event} (${more})` }) };
}
