import { model, Schema } from 'mongoose';
import type { ConsoleAlertKind, ConsoleDelivery, ConsoleMode } from '../../api/team/consoles.ts';
import type { Language } from '../../api/fields.ts';
import type { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';

/** A forum group bound to the console. */
export interface ConsoleGroupRecord {
  chatId: string;
  title: string;
  language: Language;
  isReplyOnly: boolean;
  /** Why nothing is sent there any more; null while it works. */
  problem: string | null;
}

/** Something an admin should know of; one per kind and subject. */
export interface ConsoleAlertRecord {
  id: string;
  kind: ConsoleAlertKind;
  /** Whom or what it is about: an agent's or a group's id; empty where there is nothing to name. */
  subject: string;
  detail: string;
  count: number;
  at: Date;
}

export interface ConsoleRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** The bot's token, sealed for the field `console.token`. */
  sealedToken: string;
  /** The secret token of the bot's webhook, sealed for the field `console.webhook-secret`. */
  sealedWebhookSecret: string;
  botId: string;
  username: string;
  name: string;
  delivery: ConsoleDelivery;
  mode: ConsoleMode;
  /** Absent: five minutes. */
  escalateAfterMinutes?: number | null;
  /** Absent: never. */
  deleteTopicsAfterDays?: number | null;
  groups: ConsoleGroupRecord[];
  health: { state: 'ok' | 'connecting' | 'warning' | 'failed'; reason?: string; at: Date };
  alerts: ConsoleAlertRecord[];
  /** When the next digest goes to the groups; absent until the first look. */
  digestDueAt?: Date;
  /** Since when somebody wants the parked updates handled once more. */
  replayAskedAt?: Date;
  /** Raised with every change that the running bot must take up. */
  version: number;
  /** True when HUB_CONSOLE_TOKEN filled it: only then may that variable change the token later. */
  isFromEnvironment: boolean;
  createdAt: Date;
}

const plain = { _id: false, id: false } as const;

const consoleSchema = new Schema<ConsoleRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    workspaceId: { type: Schema.Types.ObjectId, required: true },
    sealedToken: { type: String, required: true },
    sealedWebhookSecret: { type: String, required: true },
    botId: { type: String, required: true },
    username: { type: String, required: true },
    name: { type: String, required: true },
    delivery: { type: String, required: true },
    mode: { type: String, required: true },
    escalateAfterMinutes: Number,
    deleteTopicsAfterDays: Number,
    groups: {
      type: [
        new Schema(
          { chatId: String, title: String, language: String, isReplyOnly: Boolean, problem: { type: String, default: null } },
          plain,
        ),
      ],
      default: [],
    },
    health: { type: new Schema({ state: String, reason: String, at: Date }, plain), required: true },
    alerts: {
      type: [new Schema({ id: String, kind: String, subject: String, detail: String, count: Number, at: Date }, plain)],
      default: [],
    },
    digestDueAt: Date,
    replayAskedAt: Date,
    version: { type: Number, required: true },
    isFromEnvironment: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

/** The team's Telegram bot of a workspace. */
export const Console = model<ConsoleRecord>('Console', consoleSchema, 'consoles');

/** How long a conversation waits for somebody to take it before everybody is told again, in minutes; null: for ever. */
export function escalateAfterOf({ escalateAfterMinutes = 5 }: Pick<ConsoleRecord, 'escalateAfterMinutes'>): number | null {
  return escalateAfterMinutes;
}

/** A workspace has one console: two admins who connect at once write the same one. */
export function consoleIdOf(workspaceId: ObjectId): ObjectId {
  return naturalId('console', workspaceId.toHexString());
}
