/** Sentences of the hub and its connectors about a channel's health; `{{}}` is what differs from time to time. */
export const sentences = {
  whatsappNeedsAddress: 'Nothing can come in: WhatsApp needs a public https address of the hub (PUBLIC_URL)',
  instagramNeedsAddress: 'Instagram delivers messages to a public https address only, and the hub has none (PUBLIC_URL)',
  whatsappWebhookRefused:
    "WhatsApp did not take the webhook's address ({{words}}). Enter {{address}} and your verify token in the Meta app under WhatsApp, Configuration",
  telegramWebhook: 'Telegram could not reach the webhook: {{words}}',
  vkNotConfirmed: 'VK has not confirmed the address of this hub yet ({{address}}); it is asked again',
  vkNoEvents: 'The token may not manage the community: turn on all message events under Long Poll API by hand',
  vkNoFiles: "Files can't be sent: the token has no right to {{what}}",
  instagramNotTold: 'Instagram does not tell of {{what}} in this version of its API',
  instagramTokenEnds: 'The access token ends on {{day}} and could not be renewed: make a new one in the app dashboard and replace it here',
  signingIn: 'Signing in to Instagram',
  inApp: 'Instagram wants to see that it is you. Open its app with this account, confirm it there, then test the channel',
  webLoading: 'Loading chats',
  webNoBrowser: 'No Chromium or Chrome on the hub’s machine: install one, or name it in CHROME_PATH',
  webUnlinked: 'The phone has unlinked this device: link it again by the code',
  webLinkAgain: 'WhatsApp no longer takes the kept sign-in: link this device again',
  webElsewhere: 'WhatsApp Web was opened with this sign-in elsewhere; taking it back',
  webBlocked: 'WhatsApp has blocked this account for breaking its terms: open WhatsApp on the phone to ask for a review',
  webNetwork: "WhatsApp refuses connections from this server's network: use another one",
  webOutdated: 'WhatsApp Web has changed and no longer takes this version: the hub needs an update',
  away: 'The provider is out of reach; trying again',
  signedOut: 'Signed out; it signs in anew',
  renewal: 'The credentials end on {{day}} and could not be renewed: {{words}}. Enter new ones.',
  importWrong: 'The imported session is neither a sessionid cookie nor a saved state. Import it again',
  oldApp: 'Instagram no longer takes this version of its app. Enter a newer version and its build number in the settings',
  accountClosed: 'Instagram has closed or locked this account: {{words}}',
  password: 'Instagram does not take this password. Enter it again',
  username: 'Instagram knows no account of this name. Check the username',
  signInRefused: 'Instagram refused to sign in: {{words}}',
  sessionEnded: 'Instagram has ended the session. Check the account in the app, then test the channel to sign in again',
  importedSessionEnded:
    'Instagram has ended the session. Check the account in the app, then import a new session, or test the channel to sign in with the password',
  slowDown: 'Instagram asks to slow down: {{words}}',
} as const;

const patterns = Object.entries(sentences).map(([key, sentence]) => {
  const names = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
  const pattern = sentence
    .split(/\{\{\w+\}\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.+)');
  return { key, names, pattern: new RegExp(`^${pattern}$`, 's') };
});

/** Which of our sentences a reason is, with what stands in its gaps; null for a provider's own words. */
export function readSentence(reason: string): { key: string; values: Record<string, string> } | null {
  for (const { key, names, pattern } of patterns) {
    const found = pattern.exec(reason);
    if (found) return { key, values: Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) };
  }
  return null;
}
