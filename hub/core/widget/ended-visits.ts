import type { ObjectId } from '../ids.ts';
import type { VisitorCaller } from './visitor-caller.ts';

/** Why a visitor's token counts no more; as the widget's sockets tell it. */
export type VisitEnd = 'ended' | 'expired' | 'blocked';

/** Which tokens end: one session's, all of an identity, or those of everybody whom a site signed for. */
export type EndedKey = { session: string } | { identity: string } | { verified: true };

/** Tokens that ended before their hour: in this process at once, in others with their next look, within two seconds. */
export interface EndedVisits {
  /** Ends what was issued up to now. */
  end(place: { workspaceId: ObjectId; channelId: ObjectId }, key: EndedKey, reason: VisitEnd): Promise<void>;
  /** Why this token counts no more; null while it does. A database call only where the last look is older than two seconds. */
  whyEnded(visitor: VisitorCaller): Promise<VisitEnd | null>;
  /** The same from what this process knows already. */
  knownEnd(visitor: VisitorCaller): VisitEnd | null;
  /** Looks at what other processes ended. */
  look(): Promise<void>;
  /** Hears that something ended. Returns its removal. */
  onEnd(listener: () => void): () => void;
}
