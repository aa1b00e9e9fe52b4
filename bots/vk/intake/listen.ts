import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelLog, DeliverPayload } from '../../contract/channel.ts';
import { ChannelError } from '../../contract/error.ts';
import { callHttp } from '../../kit/http-call.ts';
import { parseJson } from '../api/client.ts';
import type { VkClient } from '../api/client.ts';
import type { Cursor } from './cursor.ts';
import { findGroup } from '../api/group.ts';

/** Seconds VK holds a poll that has nothing to say. */
const pollSeconds = 25;

/** The longest wait between tries, in milliseconds. */
const longestWaitMs = 30_000;

/** A moment in the events of a community: sometimes a number, sometimes text. */
const ts = z.union([z.string(), z.number()]).transform(String);
const server = z.object({ key: z.string(), server: z.url(), ts });
type PollServer = z.infer<typeof server> & { groupId: number };
const poll = z.union([z.object({ failed: z.number(), ts: ts.optional() }), z.object({ ts, updates: z.array(z.unknown()) })]);

/** What a loop listens with. */
export interface Listening {
  client: VkClient;
  cursor: Cursor;
  /** Looks up what the events leave out, before they are handed over. */
  prepare(updates: unknown[]): Promise<unknown[]>;
  log: ChannelLog;
}

/** Where a poll server is and up to where its events are needed. */
export async function fetchPollServer(client: VkClient, signal?: AbortSignal): Promise<PollServer> {
  const { id } = await findGroup(client, signal);
  return { groupId: id, ...(await client.call('groups.getLongPollServer', { group_id: id }, server, signal)) };
}

/**
 * Polls until the signal aborts. The place moves on, and is kept, only after `deliver` has resolved: what was not stored comes again, and a hub that
 * starts anew goes on where the last one was. Failures are waited out with growing pauses; only a token that VK refuses ends it, with `auth-expired`.
 */
export async function pollEvents(listening: Listening, deliver: DeliverPayload, signal: AbortSignal): Promise<void> {
  const { log } = listening;
  let at: PollServer | null = null;
  let failures = 0;
  while (!signal.aborted) {
    try {
      at ??= await connect(listening, signal);
      at = await pollOnce(listening, at, deliver, signal);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ChannelError && (error.reason === 'auth-expired' || error.reason === 'account-restricted')) throw error;
      failures += 1;
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'fetching events from VK failed, trying again');
      // A server that is gone gives no answer, so the next try asks for another; the place is kept.
      if (failures > 2) at = null;
      await pause(waitMs(error, failures), signal);
    }
  }
}

/** A server to poll, from where the last hub stopped; from now on when there was none. */
async function connect({ client, cursor }: Listening, signal: AbortSignal): Promise<PollServer> {
  const fresh = await fetchPollServer(client, signal);
  const kept = await cursor.load(fresh.groupId);
  return kept === null ? fresh : { ...fresh, ts: kept };
}

async function pollOnce(listening: Listening, at: PollServer, deliver: DeliverPayload, signal: AbortSignal): Promise<PollServer | null> {
  const { client, cursor, prepare, log } = listening;
  const answer = await ask(client, at, signal);
  if ('updates' in answer) {
    if (answer.updates.length > 0) await deliver(await prepare(answer.updates));
    if (answer.ts !== at.ts) await cursor.save(at.groupId, answer.ts);
    return { ...at, ts: answer.ts };
  }
  log.info({ failed: answer.failed }, 'the poll server of VK wants something new');
  switch (answer.failed) {
    case 1:
      // What happened before this is lost at VK.
      await cursor.save(at.groupId, answer.ts ?? at.ts);
      return { ...at, ts: answer.ts ?? at.ts };
    case 2:
      // Only the key is over: the place stands.
      return { ...(await fetchPollServer(client, signal)), ts: at.ts };
    default: {
      const fresh = await fetchPollServer(client, signal);
      await cursor.save(at.groupId, fresh.ts);
      return fresh;
    }
  }
}

async function ask(client: VkClient, { server: address, key, ts: from }: PollServer, signal: AbortSignal) {
  const url = new URL(address);
  for (const [name, value] of Object.entries({ act: 'a_check', key, ts: from, wait: String(pollSeconds) }))
    url.searchParams.set(name, value);
  const call = { provider: 'VK', repeatable: true, secrets: [...client.secrets, key], signal, timeoutMs: (pollSeconds + 10) * 1000 };
  const { status, text } = await callHttp(url, call);
  const parsed = poll.safeParse(parseJson(text));
  if (!parsed.success) throw new ChannelError('transient', { detail: `The poll server of VK gave no answer that can be read (${status})` });
  return parsed.data;
}

/** Doubles from half a second, spread by a third so that many communities do not return at once; VK's own wish comes first. */
function waitMs(error: unknown, failures: number): number {
  if (error instanceof ChannelError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const longest = Math.min(longestWaitMs, 250 * 2 ** Math.min(failures, 10));
  return longest * (0.67 + Math.random() * 0.33);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
