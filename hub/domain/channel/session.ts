import type { ChannelSession } from '../../../bots/contract/sign-in.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Channel, type ChannelRecord } from './model.ts';

interface Place {
  workspaceId: ObjectId;
  channelId: ObjectId;
}

/**
 * Where a signed-in account's session is kept: sealed, beside the channel's settings, and gone with them. Once it was forgotten by
 * hand, a connection that was made before can't bring it back.
 */
export function createSession(hub: Pick<Hub, 'secrets'>, place: Place, signedOutAt: Date | undefined): ChannelSession {
  const one = {
    _id: place.channelId,
    workspaceId: place.workspaceId,
    removedAt: { $exists: false },
    signedOutAt: signedOutAt ?? { $exists: false },
  };
  return {
    async load() {
      const found = await Channel.findOne(one).select({ sealedSession: 1 }).lean<Pick<ChannelRecord, 'sealedSession'>>();
      return found?.sealedSession ? hub.secrets.open(found.sealedSession, sessionPlace(place)) : null;
    },
    async save(state) {
      await Channel.updateOne(
        one,
        state === null ? { $unset: { sealedSession: 1 } } : { $set: { sealedSession: sealSession(hub, place, state) } },
      );
    },
  };
}

/** The session of an account that is not stored yet: what its check left is stored with it. */
export function createLooseSession(): ChannelSession & { readonly state: string | null } {
  let state: string | null = null;
  return {
    get state() {
      return state;
    },
    load: async () => state,
    save: async (next) => {
      state = next;
    },
  };
}

/** A session as it is kept. */
export function sealSession(hub: Pick<Hub, 'secrets'>, place: Place, state: string): string {
  return hub.secrets.seal(state, sessionPlace(place));
}

/** Where a sealed session belongs; `rotate-secrets` seals it again by it. */
export function sessionPlace({ workspaceId, channelId }: Place) {
  return { workspaceId: workspaceId.toHexString(), field: `channels.session:${channelId.toHexString()}` };
}
