import type { ConnectedChannel } from './connected-channels.ts';

/** The channels that this process listens to just now: where one session serves an account, only this process may use it. */
export interface Listening {
  has(channelId: string): boolean;
  ids(): string[];
  begin(channelIds: readonly string[]): void;
  end(channelIds: readonly string[]): void;
}

/** Makes the list of one process; nothing is listened to yet. */
export function createListening(): Listening {
  const here = new Set<string>();
  return {
    has: (channelId) => here.has(channelId),
    ids: () => [...here],
    begin: (channelIds) => channelIds.forEach((id) => here.add(id)),
    end: (channelIds) => channelIds.forEach((id) => here.delete(id)),
  };
}

/** True where the account is another process's to use, or for the moment nobody's. */
export function isElsewhere(listening: Listening, { id, connection }: Pick<ConnectedChannel, 'id' | 'connection'>): boolean {
  return connection.sendsWhereItListens === true && !listening.has(id.toHexString());
}
