import { signal, type Signal } from '@preact/signals-core';
import type { DraftMode } from '../../../hub/api/customers/drafts.ts';
import type { FileView } from '../../../hub/api/customers/files.ts';
import { draftKey } from './composing/draft-content.ts';
import { uploadFile } from './composing/upload-file.ts';
import { changeDraft, draftOf } from './drafts.ts';

/** A file on its way to the hub, or one that did not get there. Once it is there it is an attachment of the draft. */
export interface Upload {
  id: string;
  name: string;
  size: number;
  mimeType: string;
  state: 'uploading' | 'failed';
  /** 0 to 1. */
  progress: number;
  /** Why it failed. */
  error?: unknown;
}

interface Running {
  file: File;
  order: number;
  stop: AbortController;
}

const all = new Map<string, Signal<readonly Upload[]>>();
const running = new Map<string, Running>();
/** In which order files were chosen; those of a kept draft came before. */
const orders = new Map<string, number>();
const previews = new Map<string, string>();
let made = 0;

/** Files of a composer that are not there yet. */
export function uploadsOf(conversationId: string, mode: DraftMode): Signal<readonly Upload[]> {
  const key = draftKey(conversationId, mode);
  const known = all.get(key);
  if (known) return known;
  const uploads = signal<readonly Upload[]>([]);
  all.set(key, uploads);
  return uploads;
}

/** What a picture of this page looks like before and after its upload, as an address of the browser's; undefined for others. */
export function previewOf(id: string): string | undefined {
  return previews.get(id);
}

/** Begins to upload a file; when it is there it is attached to the draft, in the order in which files were chosen. */
export function startUpload(conversationId: string, mode: DraftMode, file: File): void {
  made += 1;
  const id = `upload-${made}`;
  running.set(id, { file, order: made, stop: new AbortController() });
  if (/^image\/(png|jpeg|webp|gif|avif)$/.test(file.type)) previews.set(id, URL.createObjectURL(file));
  const uploads = uploadsOf(conversationId, mode);
  const upload: Upload = { id, name: file.name, size: file.size, mimeType: file.type, state: 'uploading', progress: 0 };
  uploads.value = [...uploads.peek(), upload];
  void run(conversationId, mode, id);
}

/** Tries a failed one again. */
export function retryUpload(conversationId: string, mode: DraftMode, id: string): void {
  patch(conversationId, mode, id, { state: 'uploading', progress: 0, error: undefined });
  void run(conversationId, mode, id);
}

/** Calls an upload off, or forgets a failed one. */
export function cancelUpload(conversationId: string, mode: DraftMode, id: string): void {
  running.get(id)?.stop.abort();
  forget(conversationId, mode, id);
}

/** Takes an attachment out of the draft. */
export function removeAttachment(conversationId: string, mode: DraftMode, fileId: string): void {
  const { attachments } = draftOf(conversationId, mode).peek();
  changeDraft(conversationId, mode, { attachments: attachments.filter(({ id }) => id !== fileId) });
}

async function run(conversationId: string, mode: DraftMode, id: string): Promise<void> {
  const job = running.get(id);
  if (!job) return;
  try {
    const stored = await uploadFile(job.file, (progress) => patch(conversationId, mode, id, { progress }), job.stop.signal);
    if (job.stop.signal.aborted) return;
    attach(conversationId, mode, id, stored, job.order);
  } catch (error) {
    if (!job.stop.signal.aborted) patch(conversationId, mode, id, { state: 'failed', error });
  }
}

function attach(conversationId: string, mode: DraftMode, id: string, stored: FileView, order: number): void {
  orders.set(stored.id, order);
  const preview = previews.get(id);
  if (preview) previews.set(stored.id, preview);
  const { attachments } = draftOf(conversationId, mode).peek();
  changeDraft(conversationId, mode, {
    attachments: [...attachments, stored].toSorted((a, b) => (orders.get(a.id) ?? 0) - (orders.get(b.id) ?? 0)),
  });
  forget(conversationId, mode, id);
}

function forget(conversationId: string, mode: DraftMode, id: string): void {
  running.delete(id);
  const uploads = uploadsOf(conversationId, mode);
  uploads.value = uploads.peek().filter((each) => each.id !== id);
}

function patch(conversationId: string, mode: DraftMode, id: string, change: Partial<Upload>): void {
  const uploads = uploadsOf(conversationId, mode);
  uploads.value = uploads.peek().map((each) => (each.id === id ? { ...each, ...change } : each));
}
