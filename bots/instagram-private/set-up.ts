import type { ChannelSession } from '../contract/sign-in.ts';
import type { SetUpResult } from '../contract/channel.ts';
import { readKept } from './account/kept.ts';
import type { Kept } from './account/kept.ts';
import { credentialsKey } from './settings.ts';
import type { InstagramPrivateSettings } from './settings.ts';

/** Milliseconds for which an account that stopped stays so: the hub itself looks once more soon after it was connected, and is no person. */
const leastStopMs = 10_000;

/**
 * Tells what the stored session says; never asks Instagram, since only the process that listens may sign in. An account that stopped a while ago is
 * tried once more by that process.
 */
export async function setUpAccount(settings: InstagramPrivateSettings, session: ChannelSession, now: () => Date): Promise<SetUpResult> {
  const kept = readKept(await session.load());
  if (kept?.username !== settings.username) return { account: null, health: { state: 'connecting', reason: 'Signing in to Instagram' } };
  const account = kept.account && { ...kept.account, url: `https://www.instagram.com/${kept.account.username}/` };
  if (kept.stopped && kept.credentials === credentialsKey(settings)) {
    if (now().getTime() - kept.stopped.at < leastStopMs) return { account, health: { state: 'failed', reason: kept.stopped.words } };
    await session.save(JSON.stringify({ ...kept, stopped: null }));
  }
  if (kept.stopped) return { account, health: { state: 'connecting', reason: 'Signing in to Instagram once more' } };
  return { account, health: healthOf(kept) };
}

function healthOf({ waiting, isSignedIn }: Kept): SetUpResult['health'] {
  if (isSignedIn && !waiting) return { state: 'ok' };
  if (!waiting) return { state: 'connecting', reason: 'Signing in to Instagram' };
  const { from, hint } = waiting;
  return { state: 'connecting', reason: 'Instagram asks for a code', signIn: { kind: 'code', from, ...(hint !== undefined && { hint }) } };
}
