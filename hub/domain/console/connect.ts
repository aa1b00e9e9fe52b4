import type { ConsoleDelivery, ConsoleMode } from '../../api/team/consoles.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { randomToken } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { askWhoseToken } from './get-me.ts';
import { getConsole } from './get-console.ts';
import { Console, consoleIdOf, type ConsoleRecord } from './model.ts';
import { ConsoleSend } from './records/send.ts';
import { tokenPlace, webhookSecretPlace } from './secrets.ts';
import { ConsoleSeat } from './seat.ts';

type ConnectTools = Pick<Hub, 'config' | 'facts' | 'now' | 'secrets' | 'wake'>;

/** What a console is connected with. */
export interface ConsoleInput {
  botToken: string;
  delivery: ConsoleDelivery;
  mode?: ConsoleMode | undefined;
  /** True when HUB_CONSOLE_TOKEN says so. */
  isFromEnvironment?: boolean;
}

/** Connects the team's bot, or replaces it, after Telegram vouched for the token. Throws console.refused, channel.public-url-needed. */
export async function connectConsole(hub: ConnectTools, actor: Actor, input: ConsoleInput, origin?: AuditOrigin): Promise<ConsoleRecord> {
  authorize(actor, 'console.manage');
  requirePublicUrl(hub, input.delivery);
  const { workspaceId } = actor;
  const account = await askWhoseToken(hub.config, input.botToken);
  const _id = consoleIdOf(workspaceId);
  const before = await Console.findById(_id).lean<ConsoleRecord | null>();
  const fields = {
    ...account,
    sealedToken: hub.secrets.seal(input.botToken, tokenPlace(workspaceId)),
    sealedWebhookSecret: hub.secrets.seal(randomToken(), webhookSecretPlace(workspaceId)),
    delivery: input.delivery,
    mode: input.mode ?? before?.mode ?? 'private',
    health: { state: 'connecting', at: hub.now() },
    isFromEnvironment: input.isFromEnvironment ?? false,
  } as const;
  const { created } = await insertOnce(Console, { ...fields, _id, workspaceId, groups: [], alerts: [], version: 1, createdAt: hub.now() });
  if (!created) await Console.updateOne({ _id }, { $set: fields, $inc: { version: 1 }, $pull: { alerts: { kind: 'token-refused' } } });
  if (before && before.botId !== account.botId) await forgetBot(before);
  await recordAudit(hub, actor, {
    action: 'console.connected',
    target: { type: 'console', id: _id },
    before: before && { botId: before.botId, username: before.username, delivery: before.delivery },
    after: { ...account, delivery: input.delivery },
    origin,
  });
  await announceSettings(hub, actor, 'console');
  hub.wake.ring('console', { workspaceId: workspaceId.toHexString() });
  return getConsole(actor);
}

/** What an admin may change; absent: it stays. */
export interface ConsoleChange {
  delivery?: ConsoleDelivery | undefined;
  mode?: ConsoleMode | undefined;
  escalateAfterMinutes?: number | null | undefined;
  deleteTopicsAfterDays?: number | null | undefined;
}

/** Changes where conversations are shown, how updates come, or what happens by the clock. Throws console.unknown, channel.public-url-needed. */
export async function updateConsole(hub: ConnectTools, actor: Actor, change: ConsoleChange, origin?: AuditOrigin): Promise<ConsoleRecord> {
  authorize(actor, 'console.manage');
  const before = await getConsole(actor);
  if (change.delivery) requirePublicUrl(hub, change.delivery);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const isNewDelivery = change.delivery !== undefined && change.delivery !== before.delivery;
  await Console.updateOne({ _id: before._id }, { $set: set, ...(isNewDelivery ? { $inc: { version: 1 } } : {}) });
  const { mode, delivery, escalateAfterMinutes, deleteTopicsAfterDays } = before;
  await recordAudit(hub, actor, {
    action: 'console.updated',
    target: { type: 'console', id: before._id },
    before: { mode, delivery, escalateAfterMinutes, deleteTopicsAfterDays },
    after: set,
    origin,
  });
  await announceSettings(hub, actor, 'console');
  if (isNewDelivery) hub.wake.ring('console', { workspaceId: actor.workspaceId.toHexString() });
  return getConsole(actor);
}

/** Removes the team's bot. Linked accounts stay linked: another bot may follow. Throws console.unknown. */
export async function removeConsole(hub: ConnectTools, actor: Actor, origin?: AuditOrigin): Promise<void> {
  authorize(actor, 'console.manage');
  const removed = await Console.findOneAndDelete({ _id: consoleIdOf(actor.workspaceId) }).lean<ConsoleRecord | null>();
  if (!removed) throw new HubError('console.unknown');
  await forgetBot(removed);
  const before = { botId: removed.botId, username: removed.username };
  await recordAudit(hub, actor, { action: 'console.removed', target: { type: 'console', id: removed._id }, before, origin });
  await announceSettings(hub, actor, 'console');
  hub.wake.ring('console', { workspaceId: actor.workspaceId.toHexString() });
}

/** What waited for a bot that is gone goes with it; its successor may not have been blocked by anybody. */
async function forgetBot({ workspaceId, botId }: ConsoleRecord): Promise<void> {
  await ConsoleSend.deleteMany({ workspaceId, botId });
  await ConsoleSeat.updateMany({ workspaceId }, { $set: { isReachable: true } });
}

/** Telegram pushes only to public https addresses; an emulated one in the playground takes any. */
function requirePublicUrl({ config }: Pick<Hub, 'config'>, delivery: ConsoleDelivery): void {
  const isPublic = config.PUBLIC_URL?.startsWith('https://') || (config.PLAYGROUND && config.PUBLIC_URL);
  if (delivery === 'webhook' && !isPublic) throw new HubError('channel.public-url-needed');
}
