import type { ObjectId } from '../ids.ts';
import { createPages, type SiteDeed, type TabPage } from './visited-pages.ts';
import type { Device, Page, Place, Visitor, VisitorContact, VisitorConversation } from './visitor.ts';

/** A browser tab whose frame connected. */
export interface Arrival {
  workspaceId: ObjectId;
  /** The widget's channel. */
  channelId: ObjectId;
  /** As the session names the browser. */
  visitorId: string;
  /** `externalId` of the identity that this browser has, or gets with its first message. */
  identity: string;
  tabId: string;
  source: 'widget' | 'helpbox';
  page: Page;
  referrer: string;
  language: string;
  userAgent: string;
  /** The client's address as TRUST_PROXY says; asked for where it is, and kept nowhere. */
  address: string;
  /** What a contact of theirs would be called until more is known. */
  name: string;
  /** The site signed for who it is. */
  isVerified: boolean;
  /** The name that the site claims. */
  claimedName: string | null;
}

/** A tab of a visitor, to be told of what happens in it. */
export interface VisitorTab {
  moved(page: Page): void;
  setChatOpen(isOpen: boolean): void;
  /** Its connection ended. For ten seconds it counts as there: a reload and a new page on the site are no absence. */
  leave(): void;
}

/** What is found out about a visitor after it came; absent parts stay as they are. */
export interface Known {
  contact?: VisitorContact | null;
  conversation?: VisitorConversation | null;
  claimedName?: string | null;
  visits?: number;
}

/** Something about a visitor is otherwise than before. */
export interface VisitorChange {
  type: 'came' | 'changed' | 'left';
  visitor: Readonly<Visitor>;
}

/** Who is on the sites now, in memory only: all tabs of a browser are one visitor. Everything here returns at once. */
export interface Visitors {
  /** A tab connected. The same tab again takes the place of its former self; on the same address its page goes on. */
  arrived(arrival: Arrival): VisitorTab;
  /** The visitor, while it is there. */
  find(workspaceId: ObjectId | string, visitorId: string): Readonly<Visitor> | null;
  /** All of a workspace, the first to come first. */
  of(workspaceId: ObjectId | string): Iterable<Readonly<Visitor>>;
  count(workspaceId: ObjectId | string): number;
  /** Something is known now; nothing happens for one who left. */
  became(workspaceId: ObjectId | string, visitorId: string, known: Known): void;
  /** The site tells of something its visitor did; nothing happens for one who left. */
  tracked(workspaceId: ObjectId | string, visitorId: string, event: { name: string; data: Record<string, unknown> }): void;
  /** Hears of visitors coming, changing, leaving. Returns its removal. */
  onChange(listener: (change: VisitorChange) => void): () => void;
  /** Hears of pages and events. Returns its removal. */
  onDeed(listener: (deed: SiteDeed) => void): () => void;
  /** Everybody leaves at once: the hub stops. */
  stop(): void;
}

/** How long a tab that lost its connection counts as there. */
const graceMs = 10_000;

interface Tab {
  isChatOpen: boolean;
  page: TabPage;
  /** Raised by every move: the tab with the highest moved last. */
  movedAt: number;
  grace?: NodeJS.Timeout;
  /** When its connection ended, while it is in its grace. */
  leftAt?: Date;
}

type Present = Visitor & { open: Map<string, Tab> };

interface Parts {
  now: () => Date;
  readDevice: (userAgent: string) => Device;
  locate: (address: string) => Place;
  grace?: number;
}

/** Makes the presence of one process. */
export function createVisitors({ now, readDevice, locate, grace = graceMs }: Parts): Visitors {
  const sites = new Map<string, Map<string, Present>>();
  const changes = new Set<(change: VisitorChange) => void>();
  const pages = createPages(now);
  let moves = 0;
  let lastRev = 0;

  return {
    arrived(arrival) {
      const { visitor, isNew } = meet(arrival);
      const tab = openTab(visitor, arrival);
      Object.assign(visitor, { source: arrival.source, ...(arrival.language && { language: arrival.language }) });
      if (arrival.claimedName !== null) visitor.claimedName = arrival.claimedName;
      settle(visitor);
      tell(isNew ? 'came' : 'changed', visitor);
      const isLive = () => visitor.open.get(arrival.tabId) === tab && tab.leftAt === undefined;
      return {
        moved(page) {
          if (isLive()) move(visitor, tab, page);
        },
        setChatOpen(isOpen) {
          if (!isLive() || tab.isChatOpen === isOpen) return;
          tab.isChatOpen = isOpen;
          settle(visitor);
          tell('changed', visitor);
        },
        leave() {
          if (!isLive()) return;
          tab.leftAt = now();
          tab.grace = setTimeout(() => close(visitor, arrival.tabId), grace).unref();
        },
      };
    },
    find: (workspaceId, visitorId) => sites.get(hex(workspaceId))?.get(visitorId) ?? null,
    of: (workspaceId) => sites.get(hex(workspaceId))?.values() ?? [],
    count: (workspaceId) => sites.get(hex(workspaceId))?.size ?? 0,
    became(workspaceId, visitorId, known) {
      const visitor = sites.get(hex(workspaceId))?.get(visitorId);
      if (!visitor || isSame(visitor, known)) return;
      Object.assign(visitor, known);
      tell('changed', visitor);
    },
    tracked(workspaceId, visitorId, event) {
      const visitor = sites.get(hex(workspaceId))?.get(visitorId);
      if (visitor) pages.tracked(visitor, event);
    },
    onChange(listener) {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    onDeed: pages.onDeed,
    stop() {
      for (const site of sites.values())
        for (const visitor of site.values()) for (const tabId of [...visitor.open.keys()]) close(visitor, tabId);
    },
  };

  function meet(arrival: Arrival): { visitor: Present; isNew: boolean } {
    const workspaceId = hex(arrival.workspaceId);
    const site = sites.get(workspaceId) ?? new Map<string, Present>();
    sites.set(workspaceId, site);
    const known = site.get(arrival.visitorId);
    if (known) return { visitor: known, isNew: false };
    const visitor: Present = {
      workspaceId,
      channelId: hex(arrival.channelId),
      id: arrival.visitorId,
      identity: arrival.identity,
      fallbackName: arrival.name,
      isVerified: arrival.isVerified,
      visitId: pages.newId(),
      cameAt: now(),
      device: readDevice(arrival.userAgent),
      place: locate(arrival.address),
      referrer: arrival.referrer || null,
      contact: null,
      conversation: null,
      claimedName: null,
      visits: 1,
      source: arrival.source,
      language: null,
      page: arrival.page,
      pageSince: now(),
      tabs: 0,
      isChatOpen: false,
      rev: 0,
      open: new Map(),
    };
    site.set(visitor.id, visitor);
    return { visitor, isNew: true };
  }

  function openTab(visitor: Present, { tabId, page }: Arrival): Tab {
    const before = visitor.open.get(tabId);
    clearTimeout(before?.grace);
    const goesOn = before?.page.url === page.url;
    if (before && !goesOn) pages.ended(visitor, before.page, before.leftAt ?? now());
    const tab: Tab = { isChatOpen: false, page: goesOn ? before.page : pages.begun(visitor, page), movedAt: (moves += 1) };
    if (goesOn) pages.renamed(visitor, tab.page, page.title);
    visitor.open.set(tabId, tab);
    return tab;
  }

  function move(visitor: Present, tab: Tab, page: Page): void {
    if (tab.page.url === page.url) {
      if (tab.page.title === page.title) return;
      pages.renamed(visitor, tab.page, page.title);
    } else {
      pages.ended(visitor, tab.page, now());
      tab.page = pages.begun(visitor, page);
      tab.movedAt = moves += 1;
    }
    settle(visitor);
    tell('changed', visitor);
  }

  function close(visitor: Present, tabId: string): void {
    const tab = visitor.open.get(tabId);
    if (!tab) return;
    clearTimeout(tab.grace);
    visitor.open.delete(tabId);
    pages.ended(visitor, tab.page, tab.leftAt ?? now());
    if (visitor.open.size > 0) {
      settle(visitor);
      tell('changed', visitor);
      return;
    }
    const site = sites.get(visitor.workspaceId);
    site?.delete(visitor.id);
    if (site?.size === 0) sites.delete(visitor.workspaceId);
    tell('left', visitor);
  }

  function settle(visitor: Present): void {
    const tabs = [...visitor.open.values()];
    const latest = tabs.reduce((last, tab) => (tab.movedAt > last.movedAt ? tab : last));
    visitor.tabs = tabs.length;
    visitor.isChatOpen = tabs.some(({ isChatOpen }) => isChatOpen);
    visitor.page = { url: latest.page.url, title: latest.page.title };
    visitor.pageSince = latest.page.since;
  }

  function tell(type: VisitorChange['type'], visitor: Present): void {
    // From the clock, so that it rises over restarts and over somebody's leaving and coming back.
    lastRev = Math.max(lastRev + 1, now().getTime() * 100);
    visitor.rev = lastRev;
    for (const listener of changes) listener({ type, visitor });
  }
}

function isSame(visitor: Visitor, known: Known): boolean {
  const current = {
    contact: visitor.contact,
    conversation: visitor.conversation,
    claimedName: visitor.claimedName,
    visits: visitor.visits,
  };
  return JSON.stringify({ ...current, ...known }) === JSON.stringify(current);
}

function hex(id: ObjectId | string): string {
  return typeof id === 'string' ? id : id.toHexString();
}
