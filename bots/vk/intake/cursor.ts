import { z } from 'zod';
import type { ChannelLog } from '../../contract/channel.ts';
import type { ChannelSession } from '../../contract/sign-in.ts';

/** Up to where the events of a community are stored. */
export interface Cursor {
  /** Null when nothing is kept, or what is kept is another community's. */
  load(groupId: number): Promise<string | null>;
  /** Keeps a place. One that could not be kept is only logged: a hub that starts anew then gets some events twice, which it knows. */
  save(groupId: number, ts: string): Promise<void>;
}

const kept = z.object({ groupId: z.number(), ts: z.string() });

/** Keeps the place in the account's session. */
export function createCursor(session: ChannelSession, log: ChannelLog): Cursor {
  return {
    async load(groupId) {
      const state = await session.load();
      const found = state === null ? undefined : kept.safeParse(parse(state)).data;
      return found?.groupId === groupId ? found.ts : null;
    },
    async save(groupId, ts) {
      try {
        await session.save(JSON.stringify({ groupId, ts }));
      } catch (error) {
        log.warn({ err: error }, 'the place in the events of VK could not be kept');
      }
    },
  };
}

function parse(state: string): unknown {
  try {
    return JSON.parse(state);
  } catch {
    return undefined;
  }
}
