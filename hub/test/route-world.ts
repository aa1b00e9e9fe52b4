import { Readable } from 'node:stream';
import type { Hub } from '../core/parts/hub.ts';
import { ObjectId, randomToken } from '../core/ids.ts';
import { createAccessToken } from '../domain/access-token/create-access-token.ts';
import { inviteAgent } from '../domain/agent/invite/invite-agent.ts';
import { Channel } from '../domain/channel/model.ts';
import { sealSettings } from '../domain/channel/settings.ts';
import { createContact } from '../domain/data/contact/create-contact.ts';
import { createImport } from '../domain/data/import/manage-import.ts';
import { mergeContacts } from '../domain/data/merge/merge-contacts.ts';
import { createCustomField } from '../domain/custom-field/save-custom-field.ts';
import { recogniseContact } from '../domain/contact/recognise.ts';
import { raiseAlert } from '../domain/console/alerts.ts';
import { getConsole } from '../domain/console/get-console.ts';
import { Console, consoleIdOf } from '../domain/console/model.ts';
import { tokenPlace, webhookSecretPlace } from '../domain/console/secrets.ts';
import { openConversation } from '../domain/conversation/open.ts';
import { sendMessage } from '../domain/conversation/sending/send-message.ts';
import { getWorkspace } from '../domain/workspace/get-workspace.ts';
import { createSchedule } from '../domain/schedule/save-schedule.ts';
import { signVisitorToken, strangerAt } from '../domain/widget/session/token.ts';
import { newVisitorSecret, visitorIdOf } from '../domain/widget/session/visitor-secret.ts';
import { VisitorUpload } from '../domain/widget/uploads/model.ts';
import { createDepartment } from '../domain/department/save-department.ts';
import { storeFile } from '../domain/file/store-file.ts';
import { subscribe } from '../domain/push/subscriptions.ts';
import { subscribeVisitor } from '../domain/push/visitors/subscriptions.ts';
import { createView } from '../domain/saved-view/save-view.ts';
import { createTag } from '../domain/tag/save-tag.ts';
import { createQuickReply } from '../domain/quick-reply/save-quick-reply.ts';
import { Session } from '../domain/user/model.ts';
import { startSession } from '../domain/user/session.ts';
import { sendAsVisitor } from '../inbound/widget/send-as-visitor.ts';
import { Receipt } from '../inbound/receipts.ts';
import { buildAgent, signIn, type BuiltAgent } from './factories.ts';
import { createPushBrowser } from './push/browser.ts';

/** One of everything that a route can name, in one workspace. */
export interface RouteWorld {
  owner: BuiltAgent;
  /** The owner's browser. */
  headers: Record<string, string>;
  /** By the name of the path parameter: a new noun adds its own. */
  ids: Record<string, string>;
  /** A visitor of the workspace's site, with what is theirs. */
  visitor: Pick<RouteWorld, 'headers' | 'ids'>;
}

/** Builds a workspace in which every path parameter has something to name. */
export async function buildRouteWorld(hub: Hub): Promise<RouteWorld> {
  const owner = await buildAgent(hub);
  const { workspaceId } = owner;
  const ids = { ...(await buildTeam(hub, owner)), ...(await buildTalk(hub, owner)), ...(await buildConsole(hub, owner)) };
  const visitor = await buildVisitor(hub, owner);
  return { owner, visitor, headers: { ...(await signIn(hub, owner.user._id)), 'x-workspace-id': workspaceId.toHexString() }, ids };
}

async function buildTeam(hub: Hub, { actor, workspaceId, user }: BuiltAgent): Promise<Record<string, string>> {
  const colleague = await buildAgent(hub, { workspaceId, role: 'agent' });
  const department = await createDepartment(hub, actor, { name: 'Support', description: '', memberIds: [colleague.agent._id] });
  const quickReply = await createQuickReply(hub, actor, {
    shortcut: 'hi',
    title: 'Hello',
    text: 'Hello',
    language: null,
    departmentIds: [],
  });
  const schedule = await createSchedule(hub, actor, { name: 'Office', timeZone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] });
  const accessToken = await createAccessToken(hub, actor, { name: 'site', scopes: ['contact.view'], expiresAt: null });
  const { invite } = await inviteAgent(hub, actor, { role: 'agent', conversationScope: 'all', departmentIds: [] });
  await startSession(hub, user._id, { ip: '127.0.0.1', userAgent: 'another browser' });
  const session = await Session.findOne({ userId: user._id }).orFail();
  const pushSubscription = await subscribe(hub, actor, {
    endpoint: `https://push.example.com/send/${session._id.toHexString()}`,
    keys: createPushBrowser().keys,
    userAgent: 'another browser',
    sessionId: session._id,
  });
  return {
    agentId: colleague.agent._id.toHexString(),
    departmentId: department.id,
    scheduleId: schedule._id.toHexString(),
    quickReplyId: quickReply._id.toHexString(),
    accessTokenId: accessToken.record._id.toHexString(),
    inviteId: invite._id.toHexString(),
    // Links are for whoever has them, of no workspace: these are well-formed and nobody's.
    inviteToken: randomToken(),
    resetToken: randomToken(),
    // Visitors are there in memory only; nobody has this name.
    visitorId: `v_${randomToken(12)}`,
    setupToken: randomToken(),
    sessionId: session._id.toHexString(),
    pushSubscriptionId: pushSubscription._id.toHexString(),
  };
}

async function buildVisitor(hub: Hub, { workspaceId }: BuiltAgent): Promise<RouteWorld['visitor']> {
  const { widgetKey } = await getWorkspace(workspaceId);
  const widget = await hub.widgets.byKey(widgetKey);
  if (!widget) throw new Error('every workspace has a widget');
  const identity = visitorIdOf(newVisitorSecret());
  const caller = strangerAt(hub, widget, { identity, name: 'Visitor' });
  const sent = { conversationId: null, isNew: false, clientId: 'first', text: 'Hello', attachments: [] };
  const { message, conversation } = await sendAsVisitor(hub, caller, sent);
  const content = Readable.from(['hello']);
  const file = await storeFile(hub, workspaceId, { name: 'b.txt', mimeType: 'text/plain', content });
  await VisitorUpload.create({ _id: file._id, workspaceId, channelId: widget.channelId, identity, createdAt: caller.issuedAt });
  const pushSubscriptionId = await subscribeVisitor(hub, caller, {
    endpoint: `https://push.example.com/send/${identity}`,
    keys: createPushBrowser().keys,
    language: 'en',
  });
  return {
    headers: { authorization: `Bearer ${await signVisitorToken(hub, caller)}` },
    ids: {
      conversationId: conversation.id,
      messageId: message.id,
      fileId: file._id.toHexString(),
      pushSubscriptionId: pushSubscriptionId.toHexString(),
      ownWidgetKey: widgetKey,
      // The config is for anybody who knows the key: this one is well-formed and nobody's.
      widgetKey: `wk_${randomToken(18)}`,
    },
  };
}

async function buildConsole(hub: Hub, { workspaceId }: BuiltAgent): Promise<Record<string, string>> {
  const at = hub.now();
  const chatId = `-100${at.getTime()}${Math.floor(Math.random() * 1000)}`;
  await Console.create({
    _id: consoleIdOf(workspaceId),
    workspaceId,
    sealedToken: hub.secrets.seal('1:none', tokenPlace(workspaceId)),
    sealedWebhookSecret: hub.secrets.seal('none', webhookSecretPlace(workspaceId)),
    botId: '1',
    username: 'desk_bot',
    name: 'Desk',
    delivery: 'polling',
    mode: 'topics',
    groups: [{ chatId, title: 'Team', language: 'en', isReplyOnly: false, problem: null }],
    health: { state: 'ok', at },
    version: 1,
    createdAt: at,
  });
  await raiseAlert(hub, workspaceId, { kind: 'nobody-on-duty' });
  const { alerts } = await getConsole({ workspaceId });
  return { chatId, alertId: alerts[0]?.id ?? '' };
}

async function buildTalk(hub: Hub, { actor, workspaceId }: BuiltAgent): Promise<Record<string, string>> {
  const channel = { id: new ObjectId(), workspaceId, provider: 'telegram' };
  const at = hub.now();
  await Channel.create({
    _id: channel.id,
    workspaceId,
    provider: channel.provider,
    name: 'Support bot',
    sealedSettings: sealSettings(hub, { workspaceId, channelId: channel.id }, { botToken: '1:none', mode: 'polling' }),
    health: { state: 'ok', at },
    createdAt: at,
  });
  const customField = await createCustomField(hub, actor, {
    key: 'plan',
    name: 'Plan',
    type: 'choice',
    choices: ['free', 'pro'],
    isShownInInbox: true,
  });
  const { contact, identity } = await recogniseContact(hub, channel, { externalId: '7', name: 'Ann' });
  const conversation = await openConversation(hub, { channel, chatId: '7', contact, identity });
  const message = await sendMessage(hub, actor, conversation._id.toHexString(), {
    kind: 'note',
    text: 'A note',
    format: 'plain',
    attachments: [],
    force: false,
  });
  await hub.announcer.settled();
  const [other, ended] = [await createContact(hub, actor, { name: 'Bob' }), await createContact(hub, actor, { name: 'Bobby' })];
  const { mergeId } = await mergeContacts(hub, actor, { contactId: other._id.toHexString(), fromId: ended._id.toHexString() });
  const csv = await storeFile(hub, workspaceId, { name: 'a.csv', mimeType: 'text/csv', content: Readable.from(['name\nBea\n']) });
  const dataJob = await createImport(hub, actor, csv);
  const file = await storeFile(hub, workspaceId, { name: 'a.txt', mimeType: 'text/plain', content: Readable.from(['hello']) });
  const receipt = await Receipt.create({
    _id: new ObjectId(),
    workspaceId,
    channelId: channel.id,
    raw: '?',
    reason: 'no JSON',
    state: 'unreadable',
    createdAt: at,
  });
  const tag = await createTag(hub, actor, { name: 'loyal', description: '' });
  const view = await createView(hub, actor, { list: 'conversations', name: 'Open', filters: { status: 'open' }, isShared: false });
  return {
    tagId: tag._id.toHexString(),
    viewId: view._id.toHexString(),
    channelId: channel.id.toHexString(),
    contactId: contact._id.toHexString(),
    dataJobId: dataJob._id.toHexString(),
    otherContactId: other._id.toHexString(),
    mergeId: mergeId.toHexString(),
    customFieldId: customField._id.toHexString(),
    conversationId: conversation._id.toHexString(),
    messageId: message._id.toHexString(),
    fileId: file._id.toHexString(),
    receiptId: receipt._id.toHexString(),
  };
}
