import { model, Schema } from 'mongoose';
import type { ObjectId } from '../../core/ids.ts';

/** A browser that was on a site: how often, and until when that is remembered. */
export interface VisitorRecord {
  /** The key of the identity that the browser has, or gets with its first message. */
  _id: ObjectId;
  workspaceId: ObjectId;
  visits: number;
  /** The visit that was counted last. */
  visitId: ObjectId;
  firstAt: Date;
  lastAt: Date;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const visitorSchema = new Schema<VisitorRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    visits: { type: Number, required: true },
    visitId: { type: id, required: true },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

visitorSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Browsers that were on a site. */
export const SiteVisitor = model<VisitorRecord>('SiteVisitor', visitorSchema, 'visitors');

/** A page that a browser looked at, or something the site told of meanwhile. */
export interface PageVisitRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  /** As the visitor's `_id`: whose contact has the identity of this key has the visit, whatever is merged. */
  visitorKey: ObjectId;
  visitId: ObjectId;
  url: string;
  title: string;
  at: Date;
  /** Null while it is on screen, and of an event. */
  seconds: number | null;
  event?: { name: string; data: Record<string, unknown> };
  expiresAt: Date;
}

const pageVisitSchema = new Schema<PageVisitRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    visitorKey: { type: id, required: true },
    visitId: { type: id, required: true },
    url: { type: String, required: true },
    title: { type: String, default: '' },
    at: { type: Date, required: true },
    seconds: { type: Number, default: null },
    event: { type: new Schema({ name: String, data: Schema.Types.Mixed }, { _id: false, minimize: false }), default: undefined },
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

pageVisitSchema.index({ workspaceId: 1, visitorKey: 1, at: -1, _id: -1 });
pageVisitSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Pages that visitors looked at. */
export const PageVisit = model<PageVisitRecord>('PageVisit', pageVisitSchema, 'pageVisits');
