import { sayWhy } from '../contract/reason.ts';
import type { ChannelSession } from '../contract/sign-in.ts';
import type { SetUpResult } from '../contract/channel.ts';
import { readKept } from './account/kept.ts';
import type { Kept } from './account/kept.ts';
import { whyStopped } from './sign-in/stopped.ts';
import { credentialsKey } from './settings.ts';
import type { InstagramPrivateSettings } from './settings.ts';

/** Tells what the stored session says; never asks Instagram, since only the process that listens may sign in. */
export async function setUpAccount(settings: InstagramPrivateSettings, session: ChannelSession): Promise<SetUpResult> {
  const kept = readKept(await session.load());
  if (kept?.username !== settings.username) return { account: null, health: { state: 'connecting', ...sayWhy('instagram-signing-in') } };
  const account = kept.account && { ...kept.account, url: `https://www.instagram.com/${kept.account.username}/` };
  if (kept.credentials !== credentialsKey(settings)) return { account, health: { state: 'connecting', ...sayWhy('instagram-signing-in') } };
  return { account, health: kept.stopped ? { state: 'failed', ...whyStopped(kept.stopped) } : healthOf(kept) };
}

/** Takes the mark of an account that stopped out of the session, where the process that listens looks for it. */
export async function wantAnotherTry(session: ChannelSession): Promise<void> {
  const kept = readKept(await session.load());
  if (kept?.stopped) await session.save(JSON.stringify({ ...kept, stopped: null }));
}

function healthOf({ waiting, isSignedIn }: Kept): SetUpResult['health'] {
  if (isSignedIn && !waiting) return { state: 'ok' };
  if (!waiting) return { state: 'connecting', ...sayWhy('instagram-signing-in') };
  const { from, hint } = waiting;
  return { state: 'connecting', ...sayWhy('instagram-code'), signIn: { kind: 'code', from, ...(hint !== undefined && { hint }) } };
}
