import type { VisitorView, VisitorsBatch } from '../api/visitors/live-visitors.ts';
import type { ClientOutput } from '../api/realtime.ts';
import { authorize } from '../core/actor.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { VisitorChange } from '../core/visiting/visitors.ts';
import { latestFirst } from '../domain/visitor/list-visitors.ts';
import { presentVisitor, showConversation } from '../domain/visitor/present.ts';
import type { AgentSocket } from './agent-socket.ts';
import { createThrottle } from './screens/throttle.ts';

/** Shows who is on the site to the sockets that asked for it. */
export interface VisitorsFeed {
  /** Throws permission.missing. */
  watch(socket: AgentSocket, limit: number): ClientOutput<'visitors.watch'>;
  /** Fine for one that doesn't watch. */
  unwatch(socket: AgentSocket): void;
  stop(): void;
}

interface Watcher {
  socket: AgentSocket;
  limit: number;
  /** Whom its client has on screen or may have, the latest to be told of last. */
  told: Set<string>;
}

interface Site {
  watchers: Map<string, Watcher>;
  changed: Set<string>;
  came: Set<string>;
  left: Set<string>;
}

const paces = { firstMs: 100, everyMs: 1_000 };

/**
 * Makes the feed. Differences go out together, at most once a second. A client hears of visitors it was told of and of who comes; what a
 * batch may hold is bounded by what it asked for, however many are on the site.
 */
export function createVisitorsFeed(
  hub: Pick<Hub, 'visitors' | 'now' | 'secrets' | 'baseUrl'>,
  { firstMs, everyMs }: typeof paces = paces,
): VisitorsFeed {
  const sites = new Map<string, Site>();
  const throttle = createThrottle(tell, { firstMs, everyMs });
  const unlisten = hub.visitors.onChange(note);

  return {
    watch(socket, limit) {
      const { actor } = socket.data;
      authorize(actor, 'visitor.view');
      const workspaceId = actor.workspaceId.toHexString();
      const newest = latestFirst(hub, actor).slice(0, limit);
      const site = sites.get(workspaceId) ?? { watchers: new Map<string, Watcher>(), changed: new Set(), came: new Set(), left: new Set() };
      sites.set(workspaceId, site);
      site.watchers.set(socket.id, { socket, limit, told: new Set(newest.map(({ id }) => id).reverse()) });
      return {
        visitors: newest.map((visitor) => showConversation(presentVisitor(hub, visitor), actor, visitor)),
        total: hub.visitors.count(workspaceId),
        now: hub.now().toISOString(),
      };
    },
    unwatch(socket) {
      const workspaceId = socket.data.actor.workspaceId.toHexString();
      const site = sites.get(workspaceId);
      site?.watchers.delete(socket.id);
      if (site?.watchers.size === 0) sites.delete(workspaceId);
    },
    stop() {
      unlisten();
      throttle.stop();
      sites.clear();
    },
  };

  /** Nothing is kept, and nothing done, while nobody watches. */
  function note({ type, visitor: { workspaceId, id } }: VisitorChange): void {
    const site = sites.get(workspaceId);
    if (!site) return;
    if (type === 'left') {
      site.left.add(id);
      site.changed.delete(id);
      site.came.delete(id);
    } else {
      site.left.delete(id);
      (type === 'came' ? site.came : site.changed).add(id);
    }
    throttle.ask(workspaceId);
  }

  function tell(workspaceId: string): void {
    const site = sites.get(workspaceId);
    if (!site) return;
    const { changed, came, left } = site;
    Object.assign(site, { changed: new Set(), came: new Set(), left: new Set() });
    const views = new Map<string, VisitorView>();
    const total = hub.visitors.count(workspaceId);
    for (const watcher of site.watchers.values()) {
      const batch = batchFor(watcher, workspaceId, { changed, came, left, views });
      watcher.socket.emit('visitors', { ...batch, total });
    }
  }

  function batchFor(
    watcher: Watcher,
    workspaceId: string,
    { changed, came, left, views }: Omit<Site, 'watchers'> & { views: Map<string, VisitorView> },
  ): Omit<VisitorsBatch, 'total'> {
    const { told, limit, socket } = watcher;
    const newcomers = [...came].slice(-limit);
    const shown = [...[...changed].filter((id) => told.has(id) && !came.has(id)), ...newcomers];
    const gone = [...left].filter((id) => told.delete(id));
    for (const id of newcomers) {
      told.delete(id);
      told.add(id);
    }
    trim(told, 2 * limit);
    return { visitors: shown.flatMap((id) => viewFor(socket, workspaceId, id, views)), gone };
  }

  function viewFor({ data: { actor } }: AgentSocket, workspaceId: string, id: string, views: Map<string, VisitorView>): VisitorView[] {
    const visitor = hub.visitors.find(workspaceId, id);
    if (!visitor) return [];
    const view = views.get(id) ?? presentVisitor(hub, visitor);
    views.set(id, view);
    return [showConversation(view, actor, visitor)];
  }
}

/** The client keeps the newest `limit`: whoever was told of long before is off its screen. */
function trim(told: Set<string>, most: number): void {
  for (const id of told) {
    if (told.size <= most) return;
    told.delete(id);
  }
}
