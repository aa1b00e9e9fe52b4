import { z } from 'zod';
import { readReason, type ReasonCode, type ToldReason } from '../../../../bots/contract/reason.ts';
import type { ChannelView } from '../../../../hub/api/customers/channels.ts';
import type { ReasonKey } from '../../../words/catalogue.ts';
import { t } from '../../../words/words.ts';

/** What is wrong with a channel or waited for, in the language on screen; what is known only as a sentence stays as it came. */
export function healthWords(health: ChannelView['health']): string {
  const known = readReason(health);
  if (known) return reasonWords(known);
  if (health.reason) return health.reason;
  if (health.signIn) return t('channels:healthHint.signIn');
  return health.state === 'connecting' ? t('channels:healthHint.connecting') : t('channels:noReason');
}

const quoted = z.object({ detail: z.string() });

/** What a refusal's details say: in words of ours in the language on screen where it is known what is wrong, else the provider's as they came. */
export function refusalWords(details: unknown): { ours: string; quote: string } {
  const quote = quoted.safeParse(details).data?.detail ?? '';
  const known = readReason(details);
  // Without a word of anybody's, what was asked for says more than the code.
  const isOurs = known !== null && known.reasonCode !== 'provider-says' && quote !== '';
  return isOurs ? { ours: reasonWords(known), quote: '' } : { ours: '', quote };
}

function reasonWords({ reasonCode, reasonValues }: ToldReason): string {
  return t(`channels:${keyOf(reasonCode)}`, reasonValues);
}

/** The text of a code: one that a language lacks does not compile. */
function keyOf(code: ReasonCode): ReasonKey & `reason.${ReasonCode}` {
  return `reason.${code}`;
}
