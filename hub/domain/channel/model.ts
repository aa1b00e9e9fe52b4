import { model, Schema } from 'mongoose';
import type { HealthState } from '../../../bots/contract/channel.ts';
import type { AutomaticMessages } from '../../api/customers/channels.ts';
import type { ObjectId } from '../../core/ids.ts';

/** How the account was doing at a time. What earlier versions recorded has a reason without a code. */
export interface HealthRecord extends HealthState {
  reason?: string;
  reasonCode?: string;
  reasonValues?: Readonly<Record<string, string>>;
  at: Date;
}

export interface ChannelRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  provider: string;
  name: string;
  /** The adapter's settings as JSON, sealed. */
  sealedSettings: string;
  /** What a signed-in account keeps, sealed; absent where none signed in. */
  sealedSession?: string;
  /** When its session was last forgotten by hand. */
  signedOutAt?: Date;
  /** A code that was typed in another process than the one that listens, sealed, and what came of the last one. */
  passedCode?: { id: ObjectId; sealed: string; at: Date };
  codeOutcome?: { id: ObjectId; problem?: string; reasonCode?: string; reasonValues?: Readonly<Record<string, string>> };
  account: { externalId: string; name: string; username?: string; url?: string } | null;
  health: HealthRecord;
  isPaused: boolean;
  newAfterClosedHours: number | null;
  /** Whose queue its conversations begin in; absent: nobody's. */
  departmentId?: ObjectId | null;
  /** What it says to customers by itself; absent: nothing. */
  automatic?: AutomaticMessages;
  /** Since when it has been failed or connecting; absent while it is well. */
  unwellSince?: Date;
  /** When the team was told that it is out of order; absent once it was told that it is well again. */
  alertedAt?: Date;
  /** Since when the provider refuses the credentials: nothing is sent until they were found well. */
  refusedAt?: Date;
  /** When the set-up at the provider is tried again while it is out of reach. */
  retryAt?: Date;
  /** When the credentials end unless they are renewed, as the account last said. */
  credentialsExpireAt?: Date;
  /** When their renewal is looked at next, and since when the team has been warned that it fails. */
  renewLookAt?: Date;
  renewWarnedAt?: Date;
  lastInboundAt?: Date;
  /** How long the last message that was noted took to come in. */
  inboundLagMs?: number;
  /** What became of messages of ours, about a minute each, the newest last. */
  tallies?: { at: Date; sent: number; failed: number }[];
  lastOutboundAt?: Date;
  removedAt?: Date;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const mixed = Schema.Types.Mixed;

const spoken = { type: new Schema({ en: String, ru: String }, { _id: false }), default: null };

const channelSchema = new Schema<ChannelRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    provider: { type: String, required: true },
    name: { type: String, required: true },
    sealedSettings: { type: String, required: true },
    // Megabytes of some providers: read only where it is asked for.
    sealedSession: { type: String, select: false },
    signedOutAt: Date,
    passedCode: { type: new Schema({ id, sealed: String, at: Date }, { _id: false }), default: undefined },
    codeOutcome: { type: new Schema({ id, problem: String, reasonCode: String, reasonValues: mixed }, { _id: false }), default: undefined },
    account: { type: new Schema({ externalId: String, name: String, username: String, url: String }, { _id: false }), default: null },
    health: {
      type: new Schema(
        { state: String, reason: String, reasonCode: String, reasonValues: mixed, signIn: mixed, credentialsExpireAt: Date, at: Date },
        { _id: false },
      ),
      required: true,
    },
    isPaused: { type: Boolean, default: false },
    newAfterClosedHours: { type: Number, default: null },
    departmentId: { type: id, default: null },
    automatic: {
      type: new Schema({ greeting: spoken, closedNotice: spoken, commands: Boolean, privacy: spoken }, { _id: false }),
      default: undefined,
    },
    unwellSince: Date,
    alertedAt: Date,
    refusedAt: Date,
    retryAt: Date,
    credentialsExpireAt: Date,
    renewLookAt: Date,
    renewWarnedAt: Date,
    lastInboundAt: Date,
    inboundLagMs: Number,
    tallies: { type: [new Schema({ at: Date, sent: Number, failed: Number }, { _id: false })], default: undefined },
    lastOutboundAt: Date,
    removedAt: Date,
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

channelSchema.index({ workspaceId: 1, createdAt: 1, _id: 1 });
channelSchema.index({ retryAt: 1 }, { sparse: true });
channelSchema.index({ unwellSince: 1 }, { sparse: true });
channelSchema.index({ credentialsExpireAt: 1 }, { sparse: true });
channelSchema.index({ alertedAt: 1 }, { sparse: true });

/** What a channel says by itself, for records of any age. */
export function automaticOf({ automatic }: Pick<ChannelRecord, 'automatic'>): AutomaticMessages {
  return { greeting: null, closedNotice: null, commands: false, privacy: null, ...automatic };
}

export const Channel = model<ChannelRecord>('Channel', channelSchema, 'channels');
