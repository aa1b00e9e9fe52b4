import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceSettings } from '../../workspace/announce-settings.ts';
import { newIdentitySecret } from '../ensure-widget.ts';
import { identitySecretPlace, Widget } from '../model.ts';
import { getWidgetRecord, type SettingsTools } from './update-widget.ts';

/** The secret that signs who a visitor is; who read it is on the audit log. */
export async function showIdentitySecret(hub: SettingsTools, actor: Actor, origin?: AuditOrigin): Promise<{ secret: string }> {
  const { widget } = await getWidgetRecord(hub, actor);
  await recordAudit(hub, actor, { action: 'widget.secret-shown', target: { type: 'widget', id: widget._id }, origin });
  return { secret: hub.secrets.open(widget.sealedIdentitySecret, identitySecretPlace(actor.workspaceId)) };
}

/** Makes a new one. The one before counts for `keepHours` more; with 0 it ends at once, and so does every session that it signed for. */
export async function rotateIdentitySecret(
  hub: SettingsTools,
  actor: Actor,
  keepHours: number,
  origin?: AuditOrigin,
): Promise<{ secret: string; previousUntil: string | null }> {
  const { widget } = await getWidgetRecord(hub, actor);
  const { workspaceId } = actor;
  const secret = newIdentitySecret();
  const at = hub.now();
  const until = keepHours > 0 ? new Date(at.getTime() + keepHours * 3_600_000) : null;
  const fresh = { sealedIdentitySecret: hub.secrets.seal(secret, identitySecretPlace(workspaceId)), identitySecretMadeAt: at };
  const rotated = await Widget.updateOne(
    { _id: widget._id, workspaceId, sealedIdentitySecret: widget.sealedIdentitySecret },
    until
      ? { $set: { ...fresh, sealedPreviousSecret: widget.sealedIdentitySecret, previousSecretUntil: until } }
      : { $set: fresh, $unset: { sealedPreviousSecret: 1, previousSecretUntil: 1 } },
  );
  if (rotated.modifiedCount === 0) throw new HubError('hub.busy');
  hub.widgets.forget(workspaceId.toHexString());
  if (!until) await hub.endedVisits.end({ workspaceId, channelId: widget._id }, { verified: true }, 'expired');
  await recordAudit(hub, actor, {
    action: 'widget.secret-rotated',
    target: { type: 'widget', id: widget._id },
    after: { previousUntil: until?.toISOString() ?? null },
    origin,
  });
  await announceSettings(hub, actor, 'widget', widget._id);
  return { secret, previousUntil: until?.toISOString() ?? null };
}
