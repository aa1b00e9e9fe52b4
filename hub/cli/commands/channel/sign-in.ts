import { setTimeout as wait } from 'node:timers/promises';
import { renderUnicodeCompact } from 'uqr';
import type { SignInView } from '../../../api/customers/channels.ts';
import type { SystemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { answerSignIn } from '../../../domain/channel/account/sign-in.ts';
import { getChannel } from '../../../domain/channel/change.ts';
import type { ChannelRecord } from '../../../domain/channel/model.ts';
import { presentChannel } from '../../../domain/channel/present.ts';
import type { canAsk, readSecret } from '../../terminal/ask.ts';
import { explainError } from '../../terminal/explain-error.ts';

const lookEveryMs = 1000;

/** Whoever sits before the command line, if anybody does. */
export interface Terminal {
  canAsk: typeof canAsk;
  readSecret: typeof readSecret;
  /** A line beside the output, for people. */
  tell(line: string): void;
}

/**
 * Follows an account that signs in until it works, failed, or the time is up, and gives the channel as it is then; the running hub does it, this
 * shows what it asks for and passes on what is typed. Throws what `answerSignIn` throws of a `code` that was given, and UsageError.
 */
export async function followSignIn(
  hub: Hub,
  actor: SystemActor,
  channelId: string,
  { code, waitSeconds, terminal }: { code?: string | undefined; waitSeconds: number; terminal: Terminal },
): Promise<ChannelRecord> {
  const until = performance.now() + waitSeconds * 1000;
  let given = code;
  let shown = '';
  for (;;) {
    const channel = await getChannel(actor, channelId);
    const { state, signIn: step, reason } = presentChannel(hub, actor, channel).health;
    if (!step && (state === 'ok' || state === 'failed' || state === 'paused')) return channel;
    if (step?.kind === 'code' && (given !== undefined || terminal.canAsk())) {
      const typed = await terminal.readSecret(describe(step), given);
      const isTyped = given === undefined;
      given = undefined;
      await answerSignIn(hub, actor, channelId, typed).catch((error: unknown) => {
        // One that was given is tried once; a person may try again.
        if (!isTyped || !(error instanceof HubError) || error.code !== 'channel.code-refused') throw error;
        terminal.tell(explainError(error).message);
      });
    } else if (step && describe(step, reason) !== shown) {
      shown = describe(step, reason);
      terminal.tell(`${shown}${step.kind === 'code' ? ': run this again with --code' : ''}`);
    }
    if (performance.now() > until) return channel;
    await wait(lookEveryMs);
  }
}

const codes = {
  authenticator: 'Code of the authenticator app',
  sms: 'Code from the text message',
  email: 'Code from the e-mail',
  other: 'Code that the provider gave',
} as const;

function describe(step: SignInView, reason?: string): string {
  if (step.kind === 'qr') return `${renderUnicodeCompact(step.value, { border: 2 })}\nScan this with the phone that holds the account`;
  const hint = step.hint === undefined ? '' : ` (${step.hint})`;
  if (step.kind === 'code') return `${codes[step.from]}${hint}`;
  return step.hint === undefined && reason ? reason : `Confirm it in the provider's own app${hint}`;
}
