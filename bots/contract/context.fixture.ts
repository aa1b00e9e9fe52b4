import type { ChannelLog, ChannelReport, ConnectContext } from './channel.ts';
import type { ChannelSession } from './sign-in.ts';

const silent = () => {};

/** A log that nobody reads. */
export const silentLog: ChannelLog = { debug: silent, info: silent, warn: silent, error: silent };

/** A session that is kept as long as the test runs. */
export function memorySession(state: string | null = null): ChannelSession {
  return {
    load: async () => state,
    save: async (next) => {
      state = next;
    },
  };
}

/** What a channel's test connects with; `reports` collects what the connection tells of itself. */
export function testContext(
  given: Partial<ConnectContext<unknown>> & Pick<ConnectContext<unknown>, 'settings' | 'apiRoot'>,
  reports: ChannelReport[] = [],
): ConnectContext<unknown> {
  return {
    channelId: 'channel',
    webhookUrl: null,
    session: memorySession(),
    report: (found) => reports.push(found),
    findBrowser: () => null,
    now: () => new Date(),
    log: silentLog,
    ...given,
  };
}
