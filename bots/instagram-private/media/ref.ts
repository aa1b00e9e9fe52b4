import { z } from 'zod';

/** Where a file is: in which message, as its how-manieth, and under which address it was last seen. The address expires, the place does not. */
export const mediaRef = z.union([
  z.object({ t: z.string(), i: z.string(), n: z.number().int().nonnegative(), u: z.string() }),
  z.object({ p: z.string(), u: z.string() }),
]);
export type MediaRef = z.infer<typeof mediaRef>;

/** The reference of a file of a message. */
export function fileRef(threadId: string, itemId: string, place: number, url: string): string {
  return JSON.stringify({ t: threadId, i: itemId, n: place, u: url } satisfies MediaRef);
}

/** The reference of a person's picture. */
export function avatarRef(userId: string, url: string): string {
  return JSON.stringify({ p: userId, u: url } satisfies MediaRef);
}

/** Reads a reference; null when it is none of ours. */
export function readRef(ref: string): MediaRef | null {
  try {
    return mediaRef.safeParse(JSON.parse(ref)).data ?? null;
  } catch {
    // Not JSON, so no reference of ours.
    return null;
  }
}
