import { readReason, type ReasonCode } from '../../contract/reason.ts';
import type { Translate } from '../console.ts';
import type { DeskChannel } from '../desk-views.ts';

/** What the texts of a language have to say of channels. */
export interface ReasonTexts {
  channel: { reason: Record<ReasonCode | 'none' | 'sign-in', string> };
}

type Health = Pick<DeskChannel, 'state' | 'reason' | 'reasonCode' | 'reasonValues' | 'signIn'>;

/** Why a channel is as it is, in the reader's language; what is known only as a sentence stays as it came. */
export function reasonWords(t: Translate, health: Health): string {
  const { state, reason, signIn } = health;
  const known = readReason(health);
  if (known) return t(`channel.reason.${known.reasonCode}`, known.reasonValues);
  if (reason) return reason;
  if (signIn) return t('channel.reason.sign-in');
  return t(`channel.reason.${state === 'connecting' ? 'away' : 'none'}`);
}
