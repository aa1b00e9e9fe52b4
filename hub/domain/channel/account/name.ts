import type { ChannelRecord } from '../model.ts';

/**
 * The name of a channel whose account becomes known only now, since somebody had to sign in or the provider was out of reach: the account's,
 * unless the team gave it one meanwhile. Several accounts of one provider could not be told apart by the provider's name.
 */
export function namedAfter(
  account: ChannelRecord['account'] | undefined,
  before: Pick<ChannelRecord, 'account' | 'name'>,
  providerTitle: string,
): Partial<Pick<ChannelRecord, 'name'>> {
  return account && !before.account && before.name === providerTitle ? { name: account.name } : {};
}
