import { createHmac } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { blockContact, getContact } from '../../api/customers/contacts.ts';
import { getConversation } from '../../api/customers/conversations.ts';
import { reactToMessage } from '../../api/customers/messages.ts';
import { updateChannel } from '../../api/customers/channels.ts';
import {
  deleteVisitorMessage,
  editVisitorMessage,
  endVisitorSession,
  listVisitorConversations,
  listVisitorMessages,
  reactAsVisitor,
  sendVisitorMessage,
} from '../../api/widget/calls.ts';
import { rotateIdentitySecret } from '../../api/widget/settings.ts';
import { createClient } from '../../api/client.ts';
import { buildToken, buildWorkspace } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { refusalOf, visit, visitorClient, widgetOf } from './visitor.fixture.ts';

const hub = useHub();
let clients = 0;
const say = (text: string, conversationId: string | null = null) => ({ body: { clientId: `i-${(clients += 1)}`, text, conversationId } });
const hashOf = (userId: string, secret: string) => createHmac('sha256', secret).update(userId).digest('hex');
const key = (secret: string) => new TextEncoder().encode(secret);

async function byHash(userId: string, more: { visitorSecret?: string; name?: string } = {}) {
  const { identitySecret } = await widgetOf(hub());
  const { name, ...given } = more;
  return visit(hub(), { userId, userHash: hashOf(userId, identitySecret), ...given, ...(name !== undefined && { profile: { name } }) });
}

async function tokenFor(userId: string, { secret, audience, exp = '30m' }: { secret?: string; audience?: string; exp?: string } = {}) {
  const { identitySecret, widgetKey } = await widgetOf(hub());
  return new SignJWT({ email: `${userId}@example.com` })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setAudience(audience ?? widgetKey)
    .setExpirationTime(exp)
    .sign(key(secret ?? identitySecret));
}

describe('who a visitor is', () => {
  test('is signed by a hash or a token, and the same user is one contact on every device, with its history', async () => {
    const phone = await byHash('user-1', { name: 'Ann Lee' });
    const { conversation } = await phone.call(sendVisitorMessage, say('from the phone'));

    const laptop = await visit(hub(), { userToken: await tokenFor('user-1') });

    expect(phone.session).toMatchObject({ isVerified: true, visitorSecret: null, profile: { name: 'Ann Lee' } });
    expect(laptop.session.conversations.map(({ id }) => id)).toEqual([conversation.id]);
    const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
    expect(await hub().client.call(getContact, { params: { contactId: contact.id } })).toMatchObject({
      name: 'Ann Lee',
      externalUserId: 'user-1',
      emails: ['user-1@example.com'],
      kind: 'known',
    });
  });

  test('is refused with a wrong hash, an expired or too long token, none of our algorithms, or the secret or audience of another workspace', async () => {
    const { widgetKey } = await widgetOf(hub());
    const { _id } = await buildWorkspace(hub().hub);
    const other = await widgetOf({ client: createClient({ baseUrl: hub().url, token: await buildToken(hub().hub, _id) }) });
    const unsigned = new UnsecuredJWT({}).setSubject('user-1').setAudience(widgetKey).setExpirationTime('30m').encode();
    const refused = [
      { userId: 'user-1', userHash: hashOf('user-2', other.identitySecret) },
      { userId: 'user-1', userHash: hashOf('user-1', other.identitySecret) },
      { userToken: await tokenFor('user-1', { exp: '-1m' }) },
      { userToken: await tokenFor('user-1', { exp: '3h' }) },
      { userToken: unsigned },
      { userToken: await tokenFor('user-1', { secret: other.identitySecret }) },
      { userToken: await tokenFor('user-1', { audience: other.widgetKey }) },
    ];

    const outcomes = await Promise.allSettled(refused.map((asked) => visit(hub(), asked)));

    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'let in'))).toEqual(
      refused.map(() => 'visitor.refused'),
    );
  });

  test('that a site only claims gives no history, and is shown to the team as a claim', async () => {
    const known = await byHash('user-9', { name: 'Known' });
    await known.call(sendVisitorMessage, say('mine'));

    const claiming = await visit(hub(), { profile: { name: 'Known', email: 'user-9@example.com' } });
    const { conversation } = await claiming.call(sendVisitorMessage, say('hello'));

    expect(claiming.session.conversations).toEqual([]);
    const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
    const details = await hub().client.call(getContact, { params: { contactId: contact.id } });
    expect(details).toMatchObject({
      kind: 'anonymous',
      emails: [],
      identities: [{ claim: { name: 'Known', email: 'user-9@example.com' } }],
    });
  });

  test('once an anonymous browser logs in takes its conversation along, and the secret that is left behind is dead', async () => {
    const anonymous = await visit(hub());
    const { conversation, message } = await anonymous.call(sendVisitorMessage, say('before the login'));
    const inTeam = { params: { conversationId: conversation.id, messageId: message.id } };
    await anonymous.call(reactAsVisitor, { ...inTeam, body: { emoji: '👍' } });
    const socket = await anonymous.connect();

    const user = await byHash('user-2', { visitorSecret: anonymous.secret ?? '', name: 'Bea' });

    expect(user.session.conversations.map(({ id }) => id)).toEqual([conversation.id]);
    expect(await socket.hear('session.ended')).toEqual({ reason: 'expired' });
    await expect(anonymous.call(listVisitorConversations, { query: {} })).rejects.toMatchObject({ code: 'session.expired' });
    const later = await visit(hub(), { visitorSecret: anonymous.secret ?? '' });
    expect(later.session).toMatchObject({ conversations: [], isVerified: false });
    expect(later.session.visitorSecret).not.toBeNull();
    const { conversation: same } = await user.call(sendVisitorMessage, say('after it'));
    expect(same.id).toBe(conversation.id);
    const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });
    expect(contact.name).toBe('Bea');

    // What they put there while nobody knew them is theirs, and stays one beside the team's.
    await hub().client.call(reactToMessage, { ...inTeam, body: { emoji: '🎉' } });
    const reactionsOf = async () => {
      const { items } = await user.call(listVisitorMessages, { params: inTeam.params, query: {} });
      return items.find(({ id }) => id === message.id)?.reactions;
    };
    expect(await reactionsOf()).toEqual([
      { emoji: '👍', by: 'me' },
      { emoji: '🎉', by: 'team' },
    ]);
    await user.call(reactAsVisitor, { ...inTeam, body: { emoji: '❤️' } });
    expect(await reactionsOf()).toEqual([
      { emoji: '🎉', by: 'team' },
      { emoji: '❤️', by: 'me' },
    ]);
  });

  test('after logging out is nobody: token, sockets and secret count no more', async () => {
    const [anonymous, user] = [await visit(hub()), await byHash('user-3')];
    await anonymous.call(sendVisitorMessage, say('mine'));
    const sockets = [await anonymous.connect(), await user.connect()];

    for (const { call } of [anonymous, user]) await call(endVisitorSession);

    for (const socket of sockets) expect(await socket.hear('session.ended')).toEqual({ reason: 'ended' });
    for (const { call, connect } of [anonymous, user]) {
      await expect(call(listVisitorConversations, { query: {} })).rejects.toMatchObject({ status: 401 });
      expect(await refusalOf(connect())).toMatchObject({ code: 'session.expired' });
    }
    expect((await visit(hub(), { visitorSecret: anonymous.secret ?? '' })).session.conversations).toEqual([]);
  });

  test('may be signed with the secret before while it is kept, and with a rotation that keeps nothing every signed session ends', async () => {
    const { identitySecret } = await widgetOf(hub());
    const before = { userId: 'user-4', userHash: hashOf('user-4', identitySecret) };
    const user = await visit(hub(), before);
    const socket = await user.connect();

    await hub().client.call(rotateIdentitySecret, { body: { keepHours: 1 } });
    expect((await visit(hub(), before)).session.isVerified).toBe(true);
    await hub().client.call(rotateIdentitySecret, { body: { keepHours: 0 } });

    await expect(visit(hub(), before)).rejects.toMatchObject({ code: 'visitor.refused' });
    expect(await socket.hear('session.ended')).toEqual({ reason: 'expired' });
  });
});

describe('a visitor', () => {
  test("reaches nothing of another's by any id, token or socket", async () => {
    const [ann, bob] = [await visit(hub()), await visit(hub())];
    const { conversation, message } = await ann.call(sendVisitorMessage, say("Ann's"));
    await bob.call(sendVisitorMessage, say("Bob's"));
    const params = { conversationId: conversation.id, messageId: message.id };
    const [annSocket, bobSocket] = [await ann.connect(), await bob.connect()];
    const unknown = { code: 'conversation.unknown' };

    await expect(bob.call(listVisitorMessages, { params, query: {} })).rejects.toMatchObject(unknown);
    await expect(bob.call(sendVisitorMessage, say('into hers', conversation.id))).rejects.toMatchObject(unknown);
    await expect(bob.call(editVisitorMessage, { params, body: { text: 'x' } })).rejects.toMatchObject(unknown);
    await expect(bob.call(deleteVisitorMessage, { params })).rejects.toMatchObject(unknown);
    await expect(bob.call(reactAsVisitor, { params, body: { emoji: '👍' } })).rejects.toMatchObject(unknown);
    for (const [event, input] of [
      ['seen', { conversationId: conversation.id, seq: 1 }],
      ['typing', { conversationId: conversation.id, isTyping: true }],
    ] as const)
      expect(await bobSocket.send(event, input)).toMatchObject({ ok: false, error: unknown });
    const resumed = await bobSocket.ask('resume', { conversations: [{ id: conversation.id, after: 0 }] });
    expect(JSON.stringify(resumed)).not.toContain('Ann');
    const repeated = { body: { clientId: message.clientId ?? '', text: 'a replay of her key' } };
    expect((await bob.call(sendVisitorMessage, repeated)).message.id).not.toBe(message.id);
    await ann.call(sendVisitorMessage, say('for herself'));
    await annSocket.hear('message', ({ text }) => text === 'for herself');
    expect(JSON.stringify(bobSocket.heard('message'))).not.toContain('for herself');
    const [head = '', , signature = ''] = ann.session.token.split('.');
    const [, body = ''] = bob.session.token.split('.');
    const forged = visitorClient(hub().url, `${head}.${body}.${signature}`);
    await expect(forged.call(listVisitorConversations, { query: {} })).rejects.toMatchObject({ code: 'token.invalid' });
  });

  test('who is blocked is out on every device within two seconds, and so is everybody while the widget is paused', async () => {
    const { channelId } = await widgetOf(hub());
    const [ann, bob] = [await visit(hub()), await visit(hub())];
    const { conversation } = await ann.call(sendVisitorMessage, say('rude'));
    const [annSocket, bobSocket] = [await ann.connect(), await bob.connect()];
    const { contact } = await hub().client.call(getConversation, { params: { conversationId: conversation.id } });

    await hub().client.call(blockContact, { params: { contactId: contact.id } });

    expect(await annSocket.hear('session.ended')).toEqual({ reason: 'blocked' });
    await expect(ann.call(listVisitorConversations, { query: {} })).rejects.toMatchObject({ code: 'contact.blocked' });
    await expect(visit(hub(), { visitorSecret: ann.secret ?? '' })).rejects.toMatchObject({ code: 'contact.blocked' });
    expect(bobSocket.heard('session.ended')).toEqual([]);
    await hub().client.call(updateChannel, { params: { channelId }, body: { isPaused: true } });
    expect(await bobSocket.hear('session.ended')).toEqual({ reason: 'expired' });
    await expect(visit(hub())).rejects.toMatchObject({ code: 'channel.paused' });
    await hub().client.call(updateChannel, { params: { channelId }, body: { isPaused: false } });
  });
});
