import { authorize, systemActor, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceSettings } from '../../workspace/announce-settings.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { raiseAlert, settleAlert } from '../alerts.ts';
import { getConsole } from '../get-console.ts';
import { createLinkCode, useLinkCode } from './link-code.ts';
import type { OneTimeLink } from '../linking.ts';
import { Console, consoleIdOf, type ConsoleGroupRecord, type ConsoleRecord } from '../model.ts';

/** Makes the link by which a linked admin adds the bot to a group and binds it. Throws console.unknown, permission.missing. */
export async function createGroupLink(hub: Pick<Hub, 'now'>, actor: Actor): Promise<OneTimeLink> {
  authorize(actor, 'console.manage');
  const { username } = await getConsole(actor);
  const { code, expiresAt } = await createLinkCode(hub, {
    workspaceId: actor.workspaceId,
    purpose: 'group',
    agentId: null,
    createdBy: actor.name,
  });
  return { url: `https://t.me/${username}?startgroup=${code}`, code, expiresAt };
}

/** Binds a group by a one-time code. Throws permission.missing, console.link-invalid. */
export async function bindGroup(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  code: string,
  { chatId, title }: { chatId: string; title: string },
): Promise<ConsoleGroupRecord> {
  authorize(actor, 'console.manage');
  const { workspaceId } = actor;
  await useLinkCode(hub, { workspaceId, purpose: 'group', code, by: chatId });
  const { language } = await getWorkspace(workspaceId);
  const group: ConsoleGroupRecord = { chatId, title, language, isReplyOnly: false, problem: null };
  const _id = consoleIdOf(workspaceId);
  const before = await getConsole(actor);
  const { matchedCount } = await Console.updateOne({ _id, 'groups.chatId': { $ne: chatId } }, { $push: { groups: group } });
  // The first group is bound to be used: topics take over from private chats.
  await Console.updateOne({ _id, mode: 'private' }, { $set: { mode: 'topics' } });
  if (matchedCount > 0) {
    await recordAudit(hub, actor, {
      action: 'console.group-bound',
      target: { type: 'console', id: _id },
      before: { mode: before.mode, groups: before.groups.map((each) => each.title) },
      after: {
        mode: before.mode === 'private' ? 'topics' : before.mode,
        groups: [...before.groups.map((each) => each.title), title],
        chatId,
      },
    });
  }
  await announceSettings(hub, actor, 'console');
  return (await findGroup(workspaceId, chatId)) ?? group;
}

/** The bound groups. */
export async function listGroups(workspaceId: ObjectId): Promise<ConsoleGroupRecord[]> {
  const console = await Console.findById(consoleIdOf(workspaceId)).lean<ConsoleRecord | null>();
  return console?.groups ?? [];
}

/** A bound group, or null for any other chat. */
export async function findGroup(workspaceId: ObjectId, chatId: string): Promise<ConsoleGroupRecord | null> {
  return (await listGroups(workspaceId)).find((group) => group.chatId === chatId) ?? null;
}

/** Records what stops a group from working, with an alert, or that it works. True when that is news. */
export async function setGroupProblem(
  hub: Pick<Hub, 'facts' | 'now'>,
  workspaceId: ObjectId,
  chatId: string,
  problem: string | null,
): Promise<boolean> {
  const { modifiedCount } = await Console.updateOne(
    { _id: consoleIdOf(workspaceId), groups: { $elemMatch: { chatId, problem: { $ne: problem } } } },
    { $set: { 'groups.$.problem': problem } },
  );
  if (problem === null) await settleAlert(hub, workspaceId, 'group-problem', chatId);
  else if (modifiedCount > 0) await raiseAlert(hub, workspaceId, { kind: 'group-problem', subject: chatId, detail: problem });
  if (modifiedCount > 0) await announceSettings(hub, systemActor(workspaceId), 'console');
  return modifiedCount > 0;
}

/** Lets only replies to the bot's messages reach customers from a group's topics, or everything agents write there. Throws console.unknown. */
export async function setGroupReplyOnly(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  { chatId, isReplyOnly }: { chatId: string; isReplyOnly: boolean },
  origin?: AuditOrigin,
): Promise<void> {
  authorize(actor, 'console.manage');
  const _id = consoleIdOf(actor.workspaceId);
  const change = { $set: { 'groups.$.isReplyOnly': isReplyOnly } };
  const { matchedCount, modifiedCount } = await Console.updateOne({ _id, 'groups.chatId': chatId }, change);
  if (matchedCount === 0) throw new HubError('console.unknown', { chatId });
  if (modifiedCount === 0) return;
  const target = { type: 'console', id: _id } as const;
  const [before, after] = [
    { chatId, isReplyOnly: !isReplyOnly },
    { chatId, isReplyOnly },
  ];
  await recordAudit(hub, actor, { action: 'console.updated', target, before, after, origin });
  await announceSettings(hub, actor, 'console');
}

/** Parts the console from a group. Throws console.unknown when it was not bound. */
export async function removeGroup(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, chatId: string, origin?: AuditOrigin): Promise<void> {
  authorize(actor, 'console.manage');
  const _id = consoleIdOf(actor.workspaceId);
  const { modifiedCount } = await Console.updateOne({ _id, 'groups.chatId': chatId }, { $pull: { groups: { chatId } } });
  if (modifiedCount === 0) throw new HubError('console.unknown', { chatId });
  await settleAlert(hub, actor.workspaceId, 'group-problem', chatId);
  await recordAudit(hub, actor, { action: 'console.group-removed', target: { type: 'console', id: _id }, before: { chatId }, origin });
  await announceSettings(hub, actor, 'console');
}
