import type { ObjectId } from '../ids.ts';

/** A browser with a session of the widget: who it is, as its token says. */
export interface VisitorCaller {
  type: 'visitor';
  workspaceId: ObjectId;
  /** The widget's channel. */
  channelId: ObjectId;
  /** The `externalId` of its identity, which is made with the first message; also the id of its first chat. */
  identity: string;
  /** Names it to the team. */
  visitorId: string;
  isVerified: boolean;
  /** Names this session: it ends alone. */
  sessionId: string;
  /** What to call the person until more is known. */
  name: string;
  /** What the site claims of somebody it did not sign for. */
  claim: { name?: string; email?: string; phone?: string } | null;
  issuedAt: Date;
  expiresAt: Date;
}
