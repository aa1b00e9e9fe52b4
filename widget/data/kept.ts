import type { QueueEntry } from './sending/queue-entry.ts';

/** What a browser keeps of a visitor between pages. */
export interface Kept {
  /** Who the browser is to the hub; absent for a verified user, of whom nothing is kept but what is still to be sent. */
  visitorSecret?: string | undefined;
  queue?: QueueEntry[];
  isMuted?: boolean;
  /** Quiet previews that were dismissed, by conversation: up to which seq. */
  dismissed?: Record<string, number>;
  /** Words that were not sent, by conversation; kept under a name of their own, so that a key stroke never meets the queue. */
  drafts?: Record<string, string>;
  /** The lead form was filled in or put aside. */
  isLeadDone?: boolean;
}

/** Where it is kept: the browser's storage, or memory where that is refused (private windows, blocked third parties). */
export interface KeptStore {
  read(): Kept;
  change(part: Partial<Kept>): void;
  clear(): void;
  /** Calls back when another tab changed it. Returns its removal. */
  onChange(listener: (kept: Kept) => void): () => void;
}

/** Opens what is kept under a name. Never throws: where nothing can be kept, or no more, it goes on in memory. */
export function openKept(name: string): KeptStore {
  let memory: Kept = {};
  let isRefused = false;
  const attempt = <Value>(use: (storage: Storage) => Value): Value | undefined => {
    if (isRefused) return undefined;
    try {
      return use(localStorage);
    } catch {
      isRefused = true; // refused, or full: what was kept so far is in memory already
      return undefined;
    }
  };
  const read = (): Kept => {
    const text = attempt((storage) => storage.getItem(name));
    if (text === undefined) return memory;
    return (memory = parse(text));
  };
  return {
    read,
    change(part) {
      const next = { ...read(), ...part };
      attempt((storage) => storage.setItem(name, JSON.stringify(next)));
      memory = next;
    },
    clear() {
      attempt((storage) => storage.removeItem(name));
      memory = {};
    },
    onChange(listener) {
      const hear = ({ key }: StorageEvent) => {
        if (key === name || key === null) listener(read());
      };
      window.addEventListener('storage', hear);
      return () => window.removeEventListener('storage', hear);
    },
  };
}

function parse(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // not ours, or cut off: as if nothing had been kept
  }
}

/** A short name for somebody, from which who it is can't be read off; not for secrets. */
export function shortHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return (high >>> 0).toString(36) + (low >>> 0).toString(36);
}
