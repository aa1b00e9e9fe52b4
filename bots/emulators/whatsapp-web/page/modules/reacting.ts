import type { RawId } from '../../wire.ts';
import type { Message } from '../message.ts';
import { ask } from '../state.ts';
import type { Wid } from '../wid.ts';

interface Reaction {
  id: RawId;
  reactionParentKey: RawId;
  /** Milliseconds since the epoch. */
  reactionTimestamp: number;
  author: Wid;
  reactionText: string;
}

/** Where reactions arrive: the library puts its own function in front of this one. */
export const reactionTable = { bulkUpsert(_reactions: Reaction[]): void {} };

/** Reactions and votes. */
export const reacting: Record<string, unknown> = {
  WAWebAddonReactionTableMode: { reactionTableMode: reactionTable },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert() {} } },
  WAWebSendReactionMsgAction: { sendReactionToMsg: ({ id }: Message, text: string) => ask('react', { id: id._serialized, text }) },
};
