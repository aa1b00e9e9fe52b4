import { z } from 'zod';
import type { Config } from '../../config.ts';
import { HubError } from '../../core/error.ts';

const answer = z.union([
  z.object({ ok: z.literal(true), result: z.object({ id: z.number(), first_name: z.string(), username: z.string() }) }),
  z.object({ ok: z.literal(false), description: z.string() }),
]);

/** The bot behind a token. */
export interface BotAccount {
  botId: string;
  name: string;
  username: string;
}

const patienceMs = 10_000;

/** Asks Telegram whose token this is. Throws console.refused with Telegram's words, or with `reason: 'away'` when it can't be reached. */
export async function askWhoseToken({ TELEGRAM_API_ROOT }: Pick<Config, 'TELEGRAM_API_ROOT'>, token: string): Promise<BotAccount> {
  const body = await call(`${TELEGRAM_API_ROOT}/bot${token}/getMe`);
  const parsed = answer.safeParse(body);
  if (!parsed.success)
    throw new HubError('console.refused', { reason: 'unreadable', detail: 'Telegram answered with something else than a bot' });
  if (!parsed.data.ok) throw new HubError('console.refused', { reason: 'auth-expired', detail: parsed.data.description });
  const { id, first_name: name, username } = parsed.data.result;
  return { botId: String(id), name, username };
}

async function call(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return await response.json();
  } catch {
    // The address holds the token, and so may the error: neither goes further.
    throw new HubError('console.refused', { reason: 'away', detail: 'Telegram could not be reached' });
  }
}
