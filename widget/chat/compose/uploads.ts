import type { QueuedFile } from '../../data/sending/queue-entry.ts';
import { CallFailed } from '../../data/call.ts';
import type { Core } from '../../data/core.ts';
import { say } from '../../data/words.ts';
import { sizeOf } from '../parts/formats.ts';

/** A file on its way to the hub, or there. */
export interface Upload {
  name: string;
  /** From 0 to 1. */
  part: number;
  /** Once it is there. */
  file: QueuedFile | null;
  /** Takes it back, also halfway. */
  cancel(): void;
}

const mostFiles = 10;

/** The files of the message being written. `changed` after every step; `refuse` says what could not be taken. */
export function createUploads(core: () => Core, changed: () => void, refuse: (why: string) => void) {
  let uploads: readonly Upload[] = [];
  const set = (next: readonly Upload[]) => {
    uploads = next;
    changed();
  };
  const start = (file: File) => {
    const { maxBytes } = core().config.files;
    if (file.size > maxBytes) {
      refuse(say('fileTooLarge', { name: file.name, size: sizeOf(maxBytes) }));
      return;
    }
    const abort = new AbortController();
    const upload: Upload = {
      name: file.name,
      part: 0,
      file: null,
      cancel() {
        abort.abort();
        set(uploads.filter((each) => each !== upload));
      },
    };
    set([...uploads, upload]);
    core()
      .upload(file, abort.signal, (part) => {
        upload.part = part;
        changed();
      })
      .then(
        (stored) => {
          upload.file = stored;
          changed();
        },
        (error: unknown) => {
          set(uploads.filter((each) => each !== upload));
          if (!(error instanceof CallFailed && error.code === 'aborted')) refuse(say('fileFailed', { name: file.name }));
        },
      );
  };
  return {
    all: () => uploads,
    isBusy: () => uploads.some(({ file }) => !file),
    add: (files: readonly File[]) => files.slice(0, Math.max(0, mostFiles - uploads.length)).forEach(start),
    /** Hands over those that are there, and begins anew. */
    take(): QueuedFile[] {
      const taken = uploads.flatMap(({ file }) => file ?? []);
      set([]);
      return taken;
    },
  };
}
