import type { Language } from '../../api/fields.ts';
import type { Holiday, Interval } from '../../api/team/schedules.ts';
import type { WidgetSettings } from '../../api/widget/settings.ts';
import type { ObjectId } from '../ids.ts';

/** Somebody of the team as visitors may see them, and whether they are there. */
export interface TeamFace {
  id: ObjectId;
  name: string;
  avatarFileId: ObjectId | null;
  isActive: boolean;
  duty: { onDuty: boolean; since: Date };
  telegram?: unknown;
}

/** A week and its exceptions; see the noun schedule. */
export interface WorkingHours {
  timeZone: string;
  week: Interval[][];
  holidays: Holiday[];
}

/** A widget as every call and connection of a visitor needs it. */
export interface KnownWidget {
  workspaceId: ObjectId;
  channelId: ObjectId;
  widgetKey: string;
  workspaceName: string;
  language: Language;
  settings: WidgetSettings;
  isPaused: boolean;
  /** Null: always. */
  hours: WorkingHours | null;
  /** Null without one. */
  carryOnChannelId: ObjectId | null;
  /** Keys that sign who somebody is, the newest first: that before counts until its time is over. */
  identitySecrets: { secret: string; until: Date | null }[];
  team: TeamFace[];
}

/** The widgets that this process was asked for, kept for some seconds: visitors ask all the time, and nothing of it changes often. */
export interface KnownWidgets {
  /** By its public key; null when there is none. Made on the first need. */
  byKey(widgetKey: string): Promise<KnownWidget | null>;
  /** By the widget's channel. */
  ofChannel(channelId: string): Promise<KnownWidget | null>;
  /** Forgets what it knows of a workspace, so that the next use reads it anew. */
  forget(workspaceId: string): void;
}
