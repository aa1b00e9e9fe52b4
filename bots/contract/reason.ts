import { z } from 'zod';

/**
 * Every reason why a channel is as it is, and what the command line and the API say of it; `{{}}` is a value that goes with the code. Words
 * of a provider are values, never part of a sentence. Whoever shows a reason in another language has a text for each code.
 */
const sentences = {
  away: 'The provider is out of reach; trying again',
  paused: 'Paused: nothing is taken in or sent, what is queued waits',
  'signed-out': 'Signed out; it signs in anew',
  'renewal-failed': 'The credentials end on {{date}} and could not be renewed: {{words}}. Enter new ones.',
  'renewal-broken': 'The credentials end on {{date}} and could not be renewed: the adapter failed. Enter new ones.',
  'renewal-by-hand': 'The credentials end on {{date}} and could not be renewed: this provider gives new ones only by hand. Enter new ones.',

  'provider-says': '{{words}}',
  'answered-status': '{{provider}} answered {{status}}',
  'not-taken': 'The provider no longer takes the credentials',
  restricted: 'The provider has restricted the account',
  'slow-down': 'The provider asks to slow down',
  'no-answer': 'The provider gave no answer',
  refused: 'The provider refused and did not say why',
  'webhook-needs-address': 'A webhook needs a public https address',

  'telegram-webhook': 'Telegram could not reach the webhook: {{words}}',

  'whatsapp-needs-address': 'Nothing can come in: WhatsApp needs a public https address of the hub (PUBLIC_URL)',
  'whatsapp-webhook-refused':
    "WhatsApp did not take the webhook's address ({{words}}). Enter {{url}} and your verify token in the Meta app under WhatsApp, Configuration",
  'whatsapp-state': 'WhatsApp says {{state}}',
  'whatsapp-account': 'WhatsApp says of the account: {{words}}',

  'instagram-needs-address': 'Instagram delivers messages to a public https address only, and the hub has none (PUBLIC_URL)',
  'instagram-fields': 'Instagram does not tell of {{fields}} in this version of its API',
  'instagram-token-ends':
    'The access token ends on {{date}} and could not be renewed: make a new one in the app dashboard and replace it here',
  'instagram-other-account': 'This token is of {{account}}, whose account ID is {{id}}',
  'instagram-no-account': 'The page {{page}} has no professional Instagram account tied to it, or the token is not one of a page',

  'vk-not-confirmed': 'VK has not confirmed the address of this hub yet ({{url}}); it is asked again',
  'vk-no-events': 'The token may not manage the community: turn on all message events under Long Poll API by hand',
  'vk-no-files': "Files can't be sent: the token has no right to {{rights}}",
  'vk-no-messages': 'The token has no right to messages',
  'vk-no-community': 'This is no token of a community',

  'instagram-signing-in': 'Signing in to Instagram',
  'instagram-code': 'Instagram asks for a code',
  'instagram-code-authenticator': 'Instagram asks for the code of the authenticator app',
  'instagram-code-sms': 'Instagram has sent a code by SMS and asks for it',
  'instagram-code-email': 'Instagram has sent a code by mail and asks for it',
  'instagram-wrong-code': 'Instagram does not take this code',
  'instagram-no-code-asked': 'Instagram asks for no code now',
  'code-digits': 'A code has 4 to 8 digits',
  'instagram-confirm': 'Instagram wants to see that it is you. Open its app with this account, confirm it there, then test the channel',
  'instagram-import': 'The imported session is neither a sessionid cookie nor a saved state. Import it again',
  'instagram-old-version': 'Instagram no longer takes this version of its app. Enter a newer version and its build number in the settings',
  'instagram-closed': 'Instagram has closed or locked this account: {{words}}',
  'instagram-password': 'Instagram does not take this password. Enter it again',
  'instagram-username': 'Instagram knows no account of this name. Check the username',
  'instagram-refused': 'Instagram refused to sign in: {{words}}',
  'instagram-ended': 'Instagram has ended the session. Check the account in the app, then test the channel to sign in again',
  'instagram-ended-imported':
    'Instagram has ended the session. Check the account in the app, then import a new session, or test the channel to sign in with the password',
  'instagram-slow-down': 'Instagram asks to slow down: {{words}}',
  'instagram-away': 'Instagram is out of reach ({{words}})',
  'instagram-no-answer': 'Instagram gave no answer ({{words}})',
  'instagram-unreadable': 'Instagram answered with something that is no answer',

  'web-loading': 'Loading chats',
  'web-no-browser': 'No Chromium or Chrome on the hub’s machine: install one, or name it in CHROME_PATH',
  'web-unlinked': 'The phone has unlinked this device: link it again by the code',
  'web-link-again': 'WhatsApp no longer takes the kept sign-in: link this device again',
  'web-elsewhere': 'WhatsApp Web was opened with this sign-in elsewhere; taking it back',
  'web-blocked': 'WhatsApp has blocked this account for breaking its terms: open WhatsApp on the phone to ask for a review',
  'web-blocked-business':
    'WhatsApp has blocked this business account for breaking its terms: open WhatsApp on the phone to ask for a review',
  'web-network': "WhatsApp refuses connections from this server's network: use another one",
  'web-outdated': 'WhatsApp Web has changed and no longer takes this version: the hub needs an update',
  'web-connecting': 'WhatsApp Web is looking for a connection ({{state}})',
  'web-no-line': 'WhatsApp Web found no way to WhatsApp ({{state}}). Trying again',
  'web-ended': 'WhatsApp Web ended the connection ({{words}}). Trying again',
  'web-not-loaded': 'WhatsApp Web did not load. Trying again',
  'web-no-new-code': 'WhatsApp Web stopped renewing its code. Trying again',
  'web-never-ready': 'WhatsApp Web let us in but never got ready. Trying again',
  'web-silent': 'WhatsApp Web does not answer. Trying again',
  'web-process-ended': 'The process of WhatsApp Web ended. Trying again',
  'web-broke': 'WhatsApp Web broke ({{words}}). Trying again',
  'web-too-large': 'The sign-in has grown too large to be kept: after a restart the phone has to scan a code again',
} as const;

/** Names a reason. Codes are public: one may be added, none changes its meaning. */
export type ReasonCode = keyof typeof sentences;

type Names<Sentence> = Sentence extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type ValuesOf<Code extends ReasonCode> = Record<Names<(typeof sentences)[Code]>, string>;
type Given<Code extends ReasonCode> = [Names<(typeof sentences)[Code]>] extends [never] ? [] : [values: ValuesOf<Code>];

/** A reason as it is told: the sentence in English, and what it is said by in any other language. */
export interface ToldReason {
  reason: string;
  reasonCode: ReasonCode;
  reasonValues: Readonly<Record<string, string>>;
}

/** Every code there is. */
export const reasonCodes: readonly ReasonCode[] = Object.keys(sentences).filter(isCode);

/** Tells a reason by its code and the values that its sentence needs. */
export function sayWhy<Code extends ReasonCode>(code: Code, ...[values]: Given<Code>): ToldReason {
  return tell(code, values ?? {});
}

const stored = z
  .object({
    reasonCode: z.enum(reasonCodes),
    // A database leaves out what is empty.
    reasonValues: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ reasonCode, reasonValues }) => valuesOf(reasonCode).every((name) => Object.hasOwn(reasonValues, name)));

/** Reads a reason that was stored or sent; null where it has no code, or one that is not known here: its sentence is all there is then. */
export function readReason(found: unknown): ToldReason | null {
  const read = stored.safeParse(found).data;
  return read ? tell(read.reasonCode, read.reasonValues) : null;
}

/** The names of the values that go with a code. */
export function valuesOf(code: ReasonCode): string[] {
  return [...sentences[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
}

function tell(reasonCode: ReasonCode, reasonValues: Readonly<Record<string, string>>): ToldReason {
  const reason = sentences[reasonCode].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => reasonValues[name] ?? '');
  return { reason, reasonCode, reasonValues };
}

function isCode(code: string): code is ReasonCode {
  return Object.hasOwn(sentences, code);
}
