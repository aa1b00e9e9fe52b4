/** The channels that this process listens to just now: where one session serves an account, only this process may use it. */
export interface Listening {
  has(channelId: string): boolean;
  begin(channelIds: readonly string[]): void;
  end(channelIds: readonly string[]): void;
}

/** Makes the list of one process; nothing is listened to yet. */
export function createListening(): Listening {
  const here = new Set<string>();
  return {
    has: (channelId) => here.has(channelId),
    begin: (channelIds) => channelIds.forEach((id) => here.add(id)),
    end: (channelIds) => channelIds.forEach((id) => here.delete(id)),
  };
}
