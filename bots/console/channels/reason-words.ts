import type { Translate } from '../console.ts';
import type { DeskChannel } from '../desk-views.ts';

/** What the hub and its adapters say of a channel by themselves, and the text that says the same; its groups are what the text is filled with. */
const known: readonly (readonly [key: string, sentence: RegExp])[] = [
  ['renewal', /^(?:The credentials end on (?<date>\S+) and could not be renewed: (?<words>.+)\. Enter new ones\.)$/],
  ['token-ends', /^(?:The access token ends on (?<date>\S+) and could not be renewed.*)$/],
  ['away', /^(?:The provider is out of reach; trying again)$/],
  ['signed-out', /^(?:Signed out; it signs in anew)$/],
  ['paused', /^(?:Paused: .+)$/],
  ['telegram-webhook', /^(?:Telegram could not reach the webhook: (?<words>.+))$/],
  ['no-address', /^(?:(?:Nothing can come in: WhatsApp needs|Instagram delivers messages to) a public https address.+)$/],
  ['whatsapp-webhook', /^(?:WhatsApp did not take the webhook's address \((?<words>.+)\)\. Enter (?<url>\S+) and .+)$/],
  ['whatsapp-news', /^(?:WhatsApp says of the account: (?<words>.+))$/],
  ['instagram-fields', /^(?:Instagram does not tell of (?<words>.+) in this version of its API)$/],
  ['vk-files', /^(?:Files can't be sent: the token has no right to (?<words>.+))$/],
  ['vk-manage', /^(?:The token may not manage the community: .+)$/],
  ['vk-address', /^(?:VK has not confirmed the address of this hub yet \((?<url>\S+)\); it is asked again)$/],
  ['signing-in', /^(?:Signing in to Instagram)$/],
  ['code', /^(?:Instagram (?:asks for|has sent) .*code.*)$/],
  ['import', /^(?:The imported session is neither .+)$/],
  ['app-version', /^(?:Instagram no longer takes this version of its app\. .+)$/],
  ['instagram-closed', /^(?:Instagram has closed or locked this account: (?<words>.+))$/],
  ['password', /^(?:Instagram does not take this password\. .+)$/],
  ['username', /^(?:Instagram knows no account of this name\. .+)$/],
  ['sign-in-refused', /^(?:Instagram refused to sign in: (?<words>.+))$/],
  ['session-over', /^(?:Instagram has ended the session\. .+)$/],
  ['slow-down', /^(?:Instagram asks to slow down: (?<words>.+))$/],
  ['prove', /^(?:Instagram wants to see that it is you\. .+)$/],
  ['loading', /^(?:Loading chats)$/],
  ['no-browser', /^(?:No Chromium or Chrome on .+)$/],
  ['unlinked', /^(?:The phone has unlinked this device: .+)$/],
  ['whatsapp-blocked', /^(?:WhatsApp has blocked this (?:business )?account .+)$/],
  ['network', /^(?:WhatsApp refuses connections from this server's network: .+)$/],
  ['page-version', /^(?:WhatsApp Web has changed .+)$/],
  ['link-again', /^(?:WhatsApp no longer takes the kept sign-in: .+)$/],
  ['elsewhere', /^(?:WhatsApp Web was opened with this sign-in elsewhere; .+)$/],
  ['no-line', /^(?:WhatsApp Web (?:is looking for a connection|found no way to WhatsApp) \((?<words>.+)\))$/],
  ['line-ended', /^(?:WhatsApp Web ended the connection \((?<words>.+)\))$/],
  [
    'no-answer',
    /^(?:WhatsApp Web (?:does not answer|did not load|stopped renewing its code|let us in but never got ready)|the process of WhatsApp Web ended)$/,
  ],
  ['too-large', /^(?:The sign-in has grown too large to be kept: .+)$/],
  ['again', /^(?:(?<inner>.+)\. Trying again)$/],
];

/** Words of the contract for a refusal about which the messenger said nothing more. */
const refusals: ReadonlySet<string> = new Set([
  'rate-limited',
  'transient',
  'auth-expired',
  'invalid-content',
  'account-restricted',
  'no-answer',
]);

/** True for a sentence that has a text of its own. */
export function isKnownReason(sentence: string): boolean {
  return known.some(([, pattern]) => pattern.test(sentence));
}

/** Why a channel is as it is, in the reader's language; what only the messenger said stays as it came, and is said to be its words. */
export function reasonWords(t: Translate, { state, reason, signIn }: Pick<DeskChannel, 'state' | 'reason' | 'signIn'>): string {
  if (state === 'paused') return t('channel.reason.paused');
  if (signIn && !reason) return t('channel.reason.sign-in');
  if (!reason) return t(state === 'connecting' ? 'channel.reason.away' : 'channel.reason.none');
  return inWords(t, reason) ?? t('channel.reason.provider', { words: reason });
}

function inWords(t: Translate, reason: string): string | undefined {
  if (refusals.has(reason)) return t(`failure.${reason}`);
  for (const [key, pattern] of known) {
    const found = pattern.exec(reason);
    if (!found) continue;
    const { inner, ...values } = found.groups ?? {};
    return t(`channel.reason.${key}`, inner === undefined ? values : { words: inWords(t, inner) ?? inner });
  }
  return undefined;
}
