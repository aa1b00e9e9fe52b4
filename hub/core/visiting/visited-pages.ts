import { ObjectId } from '../ids.ts';
import type { Page, Visitor } from './visitor.ts';

/** The page that a tab shows. */
export interface TabPage extends Page {
  /** Names this look at it. */
  id: ObjectId;
  since: Date;
}

interface Deed {
  visitor: Readonly<Visitor>;
  /** Names the page's or event's record. */
  id: ObjectId;
}

/** A page came on screen. */
interface PageBegun extends Deed {
  type: 'begun';
  page: Page;
  at: Date;
}

/** Its title became known, or another. */
interface PageRenamed extends Deed {
  type: 'renamed';
  title: string;
}

/** It went off the screen. */
interface PageEnded extends Deed {
  type: 'ended';
  seconds: number;
}

/** The site told of something. */
interface SiteEvent extends Deed {
  type: 'event';
  page: Page;
  at: Date;
  event: { name: string; data: Record<string, unknown> };
}

/** What a visitor does on the site, for those who keep it. */
export type SiteDeed = PageBegun | PageRenamed | PageEnded | SiteEvent;

/** Makes the pages of one process' visitors: each deed is told to those who listen, and kept nowhere here. */
export function createPages(now: () => Date) {
  const listeners = new Set<(deed: SiteDeed) => void>();
  const tell = (deed: SiteDeed) => {
    for (const listener of listeners) listener(deed);
  };

  return {
    newId: () => new ObjectId(),
    begun(visitor: Visitor, { url, title }: Page): TabPage {
      const page = { id: new ObjectId(), url, title, since: now() };
      tell({ type: 'begun', visitor, id: page.id, page: { url, title }, at: page.since });
      return page;
    },
    renamed(visitor: Visitor, page: TabPage, title: string): void {
      if (page.title === title) return;
      page.title = title;
      tell({ type: 'renamed', visitor, id: page.id, title });
    },
    ended(visitor: Visitor, { id, since }: TabPage, at: Date): void {
      tell({ type: 'ended', visitor, id, seconds: Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000)) });
    },
    tracked(visitor: Visitor, event: SiteEvent['event']): void {
      tell({ type: 'event', visitor, id: new ObjectId(), page: visitor.page, at: now(), event });
    },
    onDeed(listener: (deed: SiteDeed) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
