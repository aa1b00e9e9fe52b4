import type { SiteDeed } from '../../../core/visiting/visited-pages.ts';
import type { Visitor } from '../../../core/visiting/visitor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId, toObjectId } from '../../../core/ids.ts';
import { isDuplicateKey } from '../../../database/insert-once.ts';
import { identityId } from '../../contact/recognise.ts';
import { countVisits } from './count-visits.ts';
import { inBatches } from './in-batches.ts';
import { PageVisit, type PageVisitRecord } from '../model.ts';

/** Keeps what visitors look at. */
export interface VisitKeeper {
  /** Writes what waits; resolves once it is written. */
  flush(): Promise<void>;
  /** Leaves out what waits of a visitor: it is being forgotten. */
  forget(visitor: Readonly<Visitor>): void;
  /** Writes what waits, then nothing more. */
  stop(): Promise<void>;
}

const everyMs = 3_000;
const dayMs = 86_400_000;
/** While the database is away no more than this waits; what comes then is lost, and logged. */
const mostWaiting = 50_000;

type Later = Partial<Pick<PageVisitRecord, 'title' | 'seconds'>>;

interface LaterOf {
  visitorKey: ObjectId;
  workspaceId: ObjectId;
  change: Later;
}

/** Starts keeping pages, events and counts of visits: all visitors' together, by a few writes every three seconds, however many move. */
export function startKeepingVisits(hub: Pick<Hub, 'visitors' | 'config' | 'now' | 'log'>): VisitKeeper {
  let begun = new Map<string, PageVisitRecord>();
  let later = new Map<string, LaterOf>();
  let came: Readonly<Visitor>[] = [];
  let writing = Promise.resolve();

  const unlisten = [
    hub.visitors.onDeed(note),
    hub.visitors.onChange(({ type, visitor }) => {
      if (type === 'came') came.push(visitor);
    }),
  ];
  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    flush,
    forget(visitor) {
      const key = keyOf(visitor);
      for (const waiting of [begun, later]) for (const [id, { visitorKey }] of waiting) if (visitorKey.equals(key)) waiting.delete(id);
    },
    async stop() {
      clearInterval(timer);
      await flush();
      for (const remove of unlisten) remove();
    },
  };

  function note(deed: SiteDeed): void {
    const id = deed.id.toHexString();
    if (deed.type === 'begun' || deed.type === 'event') {
      if (begun.size >= mostWaiting) return;
      begun.set(id, recordOf(deed));
      return;
    }
    const change: Later = deed.type === 'ended' ? { seconds: deed.seconds } : { title: deed.title };
    const waiting = begun.get(id);
    if (waiting) Object.assign(waiting, change);
    else {
      const { change: earlier } = later.get(id) ?? {};
      later.set(id, {
        visitorKey: keyOf(deed.visitor),
        workspaceId: toObjectId(deed.visitor.workspaceId),
        change: { ...earlier, ...change },
      });
    }
  }

  function recordOf(deed: Extract<SiteDeed, { type: 'begun' | 'event' }>): PageVisitRecord {
    const { visitor, id, page, at } = deed;
    return {
      _id: id,
      workspaceId: toObjectId(visitor.workspaceId),
      visitorKey: keyOf(visitor),
      visitId: visitor.visitId,
      ...page,
      at,
      seconds: null,
      ...(deed.type === 'event' && { event: deed.event }),
      expiresAt: new Date(at.getTime() + hub.config.PAGE_VISIT_DAYS * dayMs),
    };
  }

  function flush(): Promise<void> {
    writing = writing
      .then(write)
      .catch((error: unknown) => hub.log.warn({ reason: String(error).slice(0, 500) }, 'visits could not be written; tried again'));
    return writing;
  }

  async function write(): Promise<void> {
    const [pages, changes, visits] = [begun, later, came];
    begun = new Map();
    later = new Map();
    came = [];
    try {
      await inBatches([...pages.values()], insertPages);
      pages.clear();
      await inBatches([...changes], changePages);
      changes.clear();
      await countVisits(hub, visits);
    } catch (error) {
      keepFor(pages, changes, visits);
      throw error;
    }
  }

  /** What was not written waits on, before what came meanwhile. */
  function keepFor(pages: typeof begun, changes: typeof later, visits: typeof came): void {
    begun = new Map([...pages, ...begun]);
    for (const [id, held] of changes) later.set(id, { ...held, change: { ...held.change, ...later.get(id)?.change } });
    came = [...visits, ...came];
  }
}

async function insertPages(pages: PageVisitRecord[]): Promise<void> {
  try {
    await PageVisit.collection.insertMany(pages, { ordered: false });
  } catch (error) {
    // A batch that is tried again finds what its first try wrote.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function changePages(changes: [string, LaterOf][]): Promise<void> {
  await PageVisit.bulkWrite(
    changes.map(([id, { workspaceId, change }]) => ({
      updateOne: { filter: { _id: new ObjectId(id), workspaceId }, update: { $set: change } },
    })),
    { ordered: false },
  );
}

/** The key that everything of a visitor is kept under. */
export function keyOf({ channelId, identity }: Pick<Visitor, 'channelId' | 'identity'>): ObjectId {
  return identityId(toObjectId(channelId), identity);
}
