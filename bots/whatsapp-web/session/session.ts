import { setTimeout as wait } from 'node:timers/promises';
import type { ChannelAccount, ChannelHealth, ChannelReport, ConnectContext, DeliverPayload } from '../../contract/channel.ts';
import { ChannelError } from '../../contract/error.ts';
import { readReason, sayWhy, type ToldReason } from '../../contract/reason.ts';
import { phoneOf } from '../ids.ts';
import { pairingNumber, type WhatsAppWebSettings } from '../settings.ts';
import type { MakeCall } from './calls.ts';
import { createCatchingUp } from './catching-up.ts';
import { restMs, type Ending } from './endings.ts';
import { startHandingOver, type HandingOver } from './handing-over.ts';
import { createKeeper, maxSent } from './keeper.ts';
import { openProfile, type ProfileFolder } from './profile.ts';
import { runWorker } from './run.ts';
import { loadStored, type StoredSession } from './stored.ts';
import type { Timing } from './timing.ts';
import type { StartWorker } from './worker-process.ts';

/** The session of one account. */
export interface AccountSession {
  /** Lives until the signal aborts. */
  listen(deliver: DeliverPayload, signal: AbortSignal): Promise<void>;
  call: MakeCall;
  /** A folder for files on their way; throws ChannelError while there is none. */
  files(): string;
  /** Remembers a message of ours, so that it is not taken for one from the phone. */
  noteSent(id: string): void;
  /** What is known of the account now. */
  known(): Promise<ChannelReport>;
}

const notConnected = 'WhatsApp Web is not connected';
/** Milliseconds a code can be scanned. */
const codeLifeMs = 60_000;

/** Failures in a row after which a person is called. */
const patience = 5;

/** Makes the session of an account; nothing is started before somebody listens. */
export function createAccountSession(
  context: ConnectContext<WhatsAppWebSettings>,
  { start, timing }: { start: StartWorker; timing: Timing },
): AccountSession {
  const { session, log, now } = context;
  let live: { call: MakeCall; folder: ProfileFolder } | undefined;
  let restricted: ToldReason | undefined;
  let last: ChannelReport | undefined;
  const sent: string[] = [];
  /** A folder whose sign-in is kept: it is there only for the next run. */
  let spare: ProfileFolder | undefined;

  const report = (health: ChannelHealth, account?: ChannelAccount) => {
    const isSame = JSON.stringify(last?.health) === JSON.stringify(health);
    last = { health, ...((account ?? last?.account) && { account: account ?? last?.account }) } as ChannelReport;
    if (!isSame || account) context.report(last);
  };
  const requireLive = () => {
    if (live) return live;
    if (restricted !== undefined) throw new ChannelError('account-restricted', { why: restricted });
    const why = readReason(last?.health);
    // Only a person with the phone can end this; the rest passes by itself.
    if (last?.health.signIn !== undefined || why?.reasonCode === 'web-unlinked')
      throw new ChannelError('auth-expired', { why: why ?? sayWhy('web-unlinked') });
    throw new ChannelError('transient', { ...(why ? { why } : { detail: notConnected }), retryAfterMs: 10_000 });
  };

  return {
    call: async (name, params, options) => requireLive().call(name, params, options),
    files: () => requireLive().folder.files,
    noteSent(id) {
      sent.push(id);
      if (sent.length > maxSent) sent.splice(0, sent.length - maxSent);
    },
    async known() {
      if (last) return last;
      if (context.findBrowser() === null) return { health: { state: 'failed', ...sayWhy('web-no-browser') } };
      const stored = await loadStored(session, log);
      return { health: { state: 'connecting' }, ...(stored && { account: accountOf(stored.account) }) };
    },
    async listen(deliver, signal) {
      let failures = 0;
      const handing = startHandingOver(deliver, signal, log);
      while (!signal.aborted) {
        const { ending, wasReady } = await liveOnce(handing, signal);
        if (ending.kind === 'stopped') break;
        failures = wasReady ? 1 : failures + 1;
        tellEnding(ending, failures);
        await wait(restMs(ending, failures) / timing.haste, undefined, { signal }).catch(() => {});
      }
      await spare?.remove();
      last = undefined;
    },
  };

  function tellEnding(ending: Ending, failures: number): void {
    if (ending.kind === 'stopped' || ending.kind === 'no-browser') return;
    log.warn({ ending }, 'WhatsApp Web ended');
    if (ending.kind === 'logged-out') return report({ state: 'failed', ...sayWhy('web-unlinked') });
    if (ending.kind === 'turned-away') {
      restricted = ending.why;
      return report({ state: 'failed', ...ending.why });
    }
    report({ state: failures >= patience ? 'failed' : 'connecting', ...ending.why });
  }

  /** One run of the browser, from opening its profile to keeping what it left. */
  async function liveOnce(handing: HandingOver, signal: AbortSignal): Promise<{ ending: Ending; wasReady: boolean }> {
    restricted = undefined;
    const browser = context.findBrowser();
    if (browser === null) {
      report({ state: 'failed', ...sayWhy('web-no-browser') });
      return { ending: { kind: 'no-browser' }, wasReady: false };
    }
    const stored = await loadStored(session, log);
    const folder = await openProfile(context.channelId, stored);
    const catching = createCatchingUp(stored?.seenAt, { now, log, haste: timing.haste });
    const keeper = createKeeper({ folder, before: stored, handing, catching, sent, timing, session, log, now });
    const options = {
      root: context.apiRoot,
      browser,
      profile: folder.profile,
      pairingNumber: pairingNumber(context.settings),
      knownSent: [...new Set([...(stored?.sent ?? []), ...sent])],
    };
    const listener = {
      code: (kind: 'qr' | 'typed', value: string) => report(signInHealth(kind, value, stored !== null)),
      letIn: () => report({ state: 'connecting', ...sayWhy('web-loading') }),
      ready(account: StoredSession['account'], call: MakeCall) {
        live = { call, folder };
        report({ state: 'ok' }, accountOf(account));
        keeper.begin(account);
        // The page begins anew now and then, and tells nothing of what came meanwhile.
        catching.ready(call);
      },
      state(state: string) {
        if (state === 'CONNECTED') catching.seen();
        if (live) report(stateHealth(state, keeper.warning));
      },
      events: (events: unknown[]) => handing.push(events),
    };
    report(last?.health.state === 'failed' ? last.health : { state: 'connecting' });
    const ending = await runWorker({ start, options, home: folder.files, timing, log, listener }, signal);
    const wasReady = live !== undefined;
    catching.stop();
    live = undefined;
    const isKept = await keeper.finish(ending);
    spare = isKept ? folder : undefined;
    return { ending, wasReady };
  }

  function signInHealth(kind: 'qr' | 'typed', value: string, hadSession: boolean): ChannelHealth {
    const why = hadSession ? sayWhy('web-link-again') : {};
    if (kind === 'typed') return { state: 'connecting', ...why, signIn: { kind: 'confirm', hint: spaced(value) } };
    const expiresAt = new Date(now().getTime() + codeLifeMs);
    return { state: 'connecting', ...why, signIn: { kind: 'qr', value, expiresAt } };
  }
}

function stateHealth(state: string, warning: ToldReason | undefined): ChannelHealth {
  if (state === 'CONNECTED') return warning ? { state: 'warning', ...warning } : { state: 'ok' };
  if (state === 'CONFLICT') return { state: 'warning', ...sayWhy('web-elsewhere') };
  return { state: 'warning', ...sayWhy('web-connecting', { state }) };
}

function accountOf({ id, name }: StoredSession['account']): ChannelAccount {
  const phone = phoneOf(id);
  return { externalId: id, name: name ?? phone ?? id, ...(phone && { username: phone, url: `https://wa.me/${phone.slice(1)}` }) };
}

/** As the phone asks for it: two groups of four. */
function spaced(code: string): string {
  return code.replace(/^(.{4})(.{4})$/, '$1-$2');
}
