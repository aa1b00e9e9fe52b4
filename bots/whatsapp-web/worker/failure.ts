import type { FailureKind } from './protocol.ts';

/** Why a call to the page failed, as far as it is known. */
export class CallFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, detail: string) {
    super(detail);
    this.name = 'CallFailure';
    this.kind = kind;
  }
}

/** What the page's and the library's errors mean; the first that fits. */
const meanings: [RegExp, FailureKind][] = [
  // A server of files out of reach: the message that it was for is not made yet.
  [/Failed to fetch/, 'not-now'],
  [/No LID for user|invalid wid|not on WhatsApp|wid error/i, 'unknown-recipient'],
  [/media-fault|upload failed|media entry|Invalid media|MediaUpload|MEDIA_/i, 'media'],
  [/page is offline|ERR_INTERNET|detached Frame|Target closed|Session closed|Connection closed|context was destroyed/i, 'offline'],
];

/** Reads whatever was thrown: the library throws texts, too. */
export function readFailure(error: unknown): { kind: FailureKind; detail: string } {
  const detail = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 300) ?? '';
  if (error instanceof CallFailure) return { kind: error.kind, detail };
  return { kind: meanings.find(([pattern]) => pattern.test(detail))?.[1] ?? 'other', detail };
}
