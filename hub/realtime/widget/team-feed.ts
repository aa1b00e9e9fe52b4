import type { Hub } from '../../core/parts/hub.ts';
import type { VisitorScreens } from '../../core/widget/visitor-screens.ts';
import { teamStateOf, type ShowTools } from '../../domain/widget/showing/team.ts';
import { createThrottle } from '../screens/throttle.ts';
import type { VisitorNamespace } from './visitor-socket.ts';

type FeedHub = ShowTools & Pick<Hub, 'presence' | 'widgets' | 'log'>;

const paces = { firstMs: 300, everyMs: 5000 };
/** How often it is looked whether hours began or ended. */
const hoursMs = 30_000;

/** Who of a team is there, told to its visitors. */
interface TeamFeed {
  /** Looks whether something of a workspace's is otherwise. */
  recheck(workspaceId: string): void;
  stop(): void;
}

/** Tells visitors whether somebody is there: as colleagues come and go or hours are changed, at most every five seconds a widget, and as hours begin and end. */
export function startTeamFeed(
  hub: FeedHub,
  namespace: VisitorNamespace,
  screens: Pick<VisitorScreens, 'hasAudience' | 'showTeam'>,
): TeamFeed {
  const told = new Map<string, string>();
  const throttle = createThrottle((channelId) => void tell(channelId), paces);
  const recheck = (workspaceId: string) => askAll((data) => data.workspaceId === workspaceId);
  const unlisten = hub.presence.onChange(({ workspaceId }) => recheck(workspaceId));
  const timer = setInterval(() => askAll(() => true), hoursMs);

  return {
    recheck,
    stop() {
      unlisten();
      clearInterval(timer);
      throttle.stop();
    },
  };

  function askAll(fits: (of: { workspaceId: string }) => boolean): void {
    const channels = new Set<string>();
    for (const { data } of namespace.sockets.values())
      if (fits({ workspaceId: data.visitor.workspaceId.toHexString() })) channels.add(data.visitor.channelId.toHexString());
    for (const channelId of channels) throttle.ask(channelId);
  }

  async function tell(channelId: string): Promise<void> {
    try {
      const widget = screens.hasAudience(channelId) ? await hub.widgets.ofChannel(channelId) : null;
      if (!widget) return void told.delete(channelId);
      const team = teamStateOf(hub, widget);
      // Links to faces change with the hour; that alone is no news.
      const news = JSON.stringify({ ...team, members: team.members.map(({ id }) => id) });
      if (told.get(channelId) === news) return;
      told.set(channelId, news);
      screens.showTeam(channelId, team);
    } catch (error) {
      hub.log.warn({ err: error, channelId }, 'who of the team is there could not be told to visitors');
    }
  }
}
