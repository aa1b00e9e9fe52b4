import type { ObjectId } from '../ids.ts';

/** A page of a site. */
export interface Page {
  url: string;
  title: string;
}

/** What a browser's user agent tells. */
export interface Device {
  kind: 'desktop' | 'phone' | 'tablet' | 'other';
  browser: string;
  system: string;
}

/** Where an address is, as far as a local GeoIP file knows. */
export interface Place {
  country: { code: string; name: string } | null;
  city: string | null;
}

/** The contact behind a visitor. */
export interface VisitorContact {
  id: string;
  name: string;
  avatarFileId: string | null;
  /** Nothing but a made-up name is known of it. */
  isAnonymous: boolean;
  isBlocked: boolean;
}

/** The live conversation of a visitor, with what decides who may see it. */
export interface VisitorConversation {
  id: string;
  assigneeId: string | null;
  departmentId: string | null;
  mentions: string[];
}

/** Somebody who is on a site now. */
export interface Visitor {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly id: string;
  readonly identity: string;
  /** What a contact of theirs would be called until more is known. */
  readonly fallbackName: string;
  readonly isVerified: boolean;
  /** Names this visit. */
  readonly visitId: ObjectId;
  readonly cameAt: Date;
  readonly device: Device;
  readonly place: Place;
  readonly referrer: string | null;
  contact: VisitorContact | null;
  conversation: VisitorConversation | null;
  claimedName: string | null;
  visits: number;
  source: 'widget' | 'helpbox';
  language: string | null;
  page: Page;
  pageSince: Date;
  tabs: number;
  isChatOpen: boolean;
  /** Raised by every change, over visits too. */
  rev: number;
}
