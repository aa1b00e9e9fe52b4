import { model, Schema } from 'mongoose';
import { HubError } from '../../../core/error.ts';
import { hashToken, randomToken, type ObjectId } from '../../../core/ids.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { VisitorCaller } from '../../../core/widget/visitor-caller.ts';
import { visitorIdOf } from './visitor-secret.ts';

/** A visitor on the way from the widget to a page of the hub. */
interface HandoverRecord {
  /** The hash of its code. */
  _id: string;
  workspaceId: ObjectId;
  channelId: ObjectId;
  visitor: Pick<VisitorCaller, 'identity' | 'visitorId' | 'name'>;
  /** Of a browser; a verified user has none. */
  sealedSecret?: string;
  expiresAt: Date;
}

const id = Schema.Types.ObjectId;

const handoverSchema = new Schema<HandoverRecord>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    visitor: {
      type: new Schema({ identity: String, visitorId: String, name: String }, { _id: false }),
      required: true,
    },
    sealedSecret: String,
    expiresAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

handoverSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Handover = model<HandoverRecord>('Handover', handoverSchema, 'handovers');

const goodMs = 60_000;

/** Makes a code by which a page goes on as this visitor, once. Throws visitor.refused where the secret is not the visitor's. */
export async function makeHandover(
  hub: Pick<Hub, 'now' | 'secrets'>,
  { workspaceId, channelId, identity, visitorId, name, isVerified }: VisitorCaller,
  visitorSecret: string | undefined,
): Promise<{ code: string; expiresAt: string }> {
  const isOwn = visitorSecret !== undefined && visitorIdOf(visitorSecret) === identity;
  if (isVerified ? visitorSecret !== undefined : !isOwn) throw new HubError('visitor.refused', { reason: 'secret' });
  const code = randomToken();
  const expiresAt = new Date(hub.now().getTime() + goodMs);
  await Handover.create({
    _id: hashToken(code),
    workspaceId,
    channelId,
    visitor: { identity, visitorId, name },
    ...(visitorSecret !== undefined && { sealedSecret: hub.secrets.seal(visitorSecret, handoverPlace(workspaceId)) }),
    expiresAt,
  });
  return { code, expiresAt: expiresAt.toISOString() };
}

/** Uses a code up. Throws visitor.refused for one that is used, over, or of another site. */
export async function takeHandover(
  hub: Pick<Hub, 'now' | 'secrets'>,
  { workspaceId, channelId }: KnownWidget,
  code: string,
): Promise<Pick<HandoverRecord, 'visitor'> & { visitorSecret: string | null }> {
  const found = await Handover.findOneAndDelete({
    _id: hashToken(code),
    workspaceId,
    channelId,
    expiresAt: { $gt: hub.now() },
  }).lean<HandoverRecord | null>();
  if (!found) throw new HubError('visitor.refused', { reason: 'handover' });
  const { visitor, sealedSecret } = found;
  return { visitor, visitorSecret: sealedSecret === undefined ? null : hub.secrets.open(sealedSecret, handoverPlace(workspaceId)) };
}

/** Where a handed-over secret belongs; `rotate-secrets` seals it again by it. */
export function handoverPlace(workspaceId: ObjectId) {
  return { workspaceId: workspaceId.toHexString(), field: 'handovers.secret' };
}
