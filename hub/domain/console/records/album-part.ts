import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../../core/ids.ts';

/** One part of an album that an agent is sending; gathered here until the last part came. */
export interface AlbumPartRecord {
  /** Of workspace, bot, chat, group and message. */
  _id: ObjectId;
  workspaceId: ObjectId;
  botId: string;
  chatId: string;
  groupId: string;
  messageId: number;
  part: Record<string, unknown>;
  expiresAt: Date;
}

const partSchema = new Schema<AlbumPartRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    botId: { type: String, required: true },
    chatId: { type: String, required: true },
    groupId: { type: String, required: true },
    messageId: { type: Number, required: true },
    part: { type: Schema.Types.Mixed, required: true },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);
partSchema.index({ workspaceId: 1, botId: 1, chatId: 1, groupId: 1, messageId: 1 });
partSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const AlbumPart = model<AlbumPartRecord>('AlbumPart', partSchema, 'consoleAlbumParts');
