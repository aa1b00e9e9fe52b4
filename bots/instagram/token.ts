import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ConnectContext, ChannelHealth } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import type { GraphClient } from './client.ts';
import type { InstagramSettings } from './settings.ts';

type Context = Pick<ConnectContext<InstagramSettings>, 'settings' | 'session' | 'now' | 'log'>;

const dayMs = 24 * 3_600_000;

/** How long tokens of Instagram Login last. */
const lifeMs = 60 * dayMs;

/** They are renewed once half of that is over, so that there is a month to notice that it fails. */
const renewBeforeMs = 30 * dayMs;

/** From here on a token that was not renewed is a matter for a person. */
const warnBeforeMs = 7 * dayMs;

/** What is remembered of a token: Instagram tells its end only when it renews it. */
const memory = z.object({ token: z.string(), seenAt: z.iso.datetime(), expireAt: z.iso.datetime().optional() });
type Memory = z.infer<typeof memory>;

const refreshed = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const inspected = z.object({ data: z.object({ expires_at: z.number().optional(), data_access_expires_at: z.number().optional() }) });

/** When the token ends, as far as anybody knows; never throws. A token that is new here is remembered with today's date. */
export async function findTokenEnd(client: GraphClient, context: Context): Promise<Date | undefined> {
  if (context.settings.login === 'facebook') return askForEnd(client, context);
  const known = (await recall(context)) ?? (await remember(context, context.settings.accessToken));
  // One that was never renewed here ends 60 days after it was made, which is 60 days from now at the latest.
  return new Date(known.expireAt ?? Date.parse(known.seenAt) + lifeMs);
}

/** What a token's end means for the channel: a warning once it is near, since it should have been renewed long before. */
export function healthBefore(expireAt: Date | undefined, now: Date): ChannelHealth {
  if (!expireAt) return { state: 'ok' };
  if (expireAt.getTime() - now.getTime() > warnBeforeMs) return { state: 'ok', credentialsExpireAt: expireAt };
  const date = expireAt.toISOString().slice(0, 10);
  return {
    state: 'warning',
    ...sayWhy('instagram-token-ends', { date }),
    credentialsExpireAt: expireAt,
  };
}

/**
 * Renews a token of Instagram Login; null while more than half of its time is left, or while it is too young (Instagram wants it to be a day old).
 * Throws ChannelError: `auth-expired` when the token has ended already.
 */
export async function renewToken(
  client: GraphClient,
  context: Context,
): Promise<{ settings: Record<string, unknown>; expireAt: Date } | null> {
  const now = context.now();
  const known = await recall(context);
  if (known?.expireAt !== undefined && Date.parse(known.expireAt) - now.getTime() > renewBeforeMs) return null;
  if (known && known.expireAt === undefined && now.getTime() - Date.parse(known.seenAt) < dayMs) return null;
  const answer = await refresh(client, context.settings.accessToken);
  const expireAt = new Date(now.getTime() + answer.expires_in * 1000);
  await remember(context, answer.access_token, expireAt);
  return { settings: { ...context.settings, accessToken: answer.access_token }, expireAt };
}

/**
 * The reference shows the token in the address, where whatever stands between us and Instagram would see it: so it goes into the header first, as
 * everywhere else, and into the address only where Instagram wants it there.
 */
async function refresh(client: GraphClient, accessToken: string): Promise<z.infer<typeof refreshed>> {
  const call = { path: 'refresh_access_token', isVersioned: false, result: refreshed, isRepeatable: true };
  try {
    return await client.call({ ...call, query: { grant_type: 'ig_refresh_token' } });
  } catch (error) {
    if (
      !(error instanceof ChannelError) ||
      error.isRetryable ||
      !/access.?token.*(missing|required|provided)|no access token/i.test(error.detail ?? '')
    )
      throw error;
    return client.call({ ...call, query: { grant_type: 'ig_refresh_token', access_token: accessToken } });
  }
}

/** A page's token usually has no end. Asked by a form, so that the token stands in no address; whoever does not answer leaves the end unknown. */
async function askForEnd(client: GraphClient, { settings, log }: Context): Promise<Date | undefined> {
  try {
    const body = new URLSearchParams({ method: 'get', input_token: settings.accessToken });
    const { data } = await client.call({ path: 'debug_token', body, result: inspected, isRepeatable: true });
    return data.expires_at ? new Date(data.expires_at * 1000) : undefined;
  } catch (error) {
    log.debug({ reason: String(error) }, "the end of a page's token is not known");
    return undefined;
  }
}

async function recall({ session, settings, log }: Context): Promise<Memory | null> {
  const state = await session.load();
  if (state === null) return null;
  try {
    const known = memory.parse(JSON.parse(state));
    // Of a token that was replaced by hand nothing is known.
    return known.token === nameOf(settings.accessToken) ? known : null;
  } catch (error) {
    log.warn({ reason: String(error) }, 'what was remembered of a token could not be read');
    return null;
  }
}

async function remember({ session, now }: Context, accessToken: string, expireAt?: Date): Promise<Memory> {
  const known: Memory = {
    token: nameOf(accessToken),
    seenAt: now().toISOString(),
    ...(expireAt && { expireAt: expireAt.toISOString() }),
  };
  await session.save(JSON.stringify(known));
  return known;
}

function nameOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('hex').slice(0, 24);
}
