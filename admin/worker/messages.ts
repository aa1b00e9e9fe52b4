import { z } from 'zod';
import { id } from '../../hub/api/fields.ts';

/** A place in the admin, below the hub's own origin. */
export const adminAddress = z.string().regex(/^\/admin(?![\w-])/);

/** What the service worker says to an open page: to show what a notification told of, or to answer over the port that comes along. */
export const workerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), url: adminAddress }),
  /** Does somebody look at this conversation here, at this moment? Answered by true or false. */
  z.object({ type: z.literal('is-on-screen'), conversationId: id }),
]);
export type WorkerMessage = z.infer<typeof workerMessage>;
