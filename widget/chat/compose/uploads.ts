import type { QueuedFile } from '../../data/sending/queue-entry.ts';
import { CallFailed } from '../../data/call.ts';
import { say } from '../../data/words.ts';
import type { Chat } from '../chat.ts';
import { sizeOf } from '../parts/formats.ts';

/** A file on its way to the hub, or there. */
export interface Upload {
  name: string;
  /** Whose it is, and for which thread; neither is known before there is a session. */
  owner: string | undefined;
  thread: string;
  /** From 0 to 1. */
  part: number;
  /** Once it is there. */
  file: QueuedFile | null;
  /** Takes it back, also halfway. */
  cancel(): void;
}

const mostFiles = 10;

/** The files of the messages being written, for each thread its own. `changed` after every step; what could not be taken is said. */
export function createUploads(chat: () => Chat, changed: () => void) {
  let uploads: readonly Upload[] = [];
  const set = (next: readonly Upload[]) => {
    uploads = next;
    changed();
  };
  const refuse = (notice: string) => chat().set({ notice });
  const isHere = (upload: Upload) => {
    const { session, begun } = chat().state();
    const now = chat().thread();
    if (session && !upload.owner) Object.assign(upload, { owner: session.visitorId, thread: now });
    return upload.owner === session?.visitorId && (begun[upload.thread] ?? upload.thread) === now;
  };
  const all = () => uploads.filter(isHere);
  const start = (file: File) => {
    const { core } = chat();
    const { maxBytes } = core.config.files;
    if (file.size > maxBytes) {
      refuse(say('fileTooLarge', { name: file.name, size: sizeOf(maxBytes) }));
      return;
    }
    const abort = new AbortController();
    const upload: Upload = {
      name: file.name,
      owner: chat().state().session?.visitorId,
      thread: chat().thread(),
      part: 0,
      file: null,
      cancel() {
        abort.abort();
        set(uploads.filter((each) => each !== upload));
      },
    };
    set([...uploads, upload]);
    core
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
    all,
    isBusy: () => all().some(({ file }) => !file),
    add: (files: readonly File[]) => files.slice(0, Math.max(0, mostFiles - all().length)).forEach(start),
    /** Hands over those that are there, and begins anew. */
    take(): QueuedFile[] {
      const taken = all();
      set(uploads.filter((each) => !taken.includes(each)));
      return taken.flatMap(({ file }) => file ?? []);
    },
  };
}
