import { model, Schema } from 'mongoose';
import type { WidgetSettings } from '../../api/widget/settings.ts';
import type { ObjectId } from '../../core/ids.ts';

/** A workspace's widget: what its owner set, and the secret that signs who a visitor is. */
export interface WidgetRecord {
  /** Of its channel. */
  _id: ObjectId;
  workspaceId: ObjectId;
  /** Parts that somebody changed; the others are as `defaults.ts` has them. */
  settings: Partial<WidgetSettings>;
  sealedIdentitySecret: string;
  identitySecretMadeAt: Date;
  /** The secret before, while it still counts. */
  sealedPreviousSecret?: string;
  previousSecretUntil?: Date;
  /** Sites that loaded it, the latest first. */
  seenOn: { host: string; firstAt: Date; lastAt: Date }[];
  /** The channel whose bot carries the HelpBox page, and what it was told of it. */
  helpBoxBot?: { channelId: ObjectId; shown: string };
  createdAt: Date;
}

const id = Schema.Types.ObjectId;

const widgetSchema = new Schema<WidgetRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    settings: { type: Schema.Types.Mixed, default: () => ({}) },
    sealedIdentitySecret: { type: String, required: true },
    identitySecretMadeAt: { type: Date, required: true },
    sealedPreviousSecret: String,
    previousSecretUntil: Date,
    seenOn: {
      type: [new Schema({ host: { type: String, required: true }, firstAt: Date, lastAt: Date }, { _id: false })],
      default: [],
    },
    helpBoxBot: { type: new Schema({ channelId: id, shown: String }, { _id: false }), default: undefined },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

widgetSchema.index({ workspaceId: 1 });

export const Widget = model<WidgetRecord>('Widget', widgetSchema, 'widgets');

/** Where the identity secrets are sealed. */
export function identitySecretPlace(workspaceId: ObjectId) {
  return { workspaceId: workspaceId.toHexString(), field: 'widgets.identitySecret' };
}
