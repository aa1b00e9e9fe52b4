import { expect, test, vi } from 'vitest';
import { sendMessage } from '../../api/customers/messages.ts';
import { sendVisitorMessage, widgetApiRoot } from '../../api/widget/calls.ts';
import { getWidget } from '../../api/widget/settings.ts';
import { File } from '../../domain/file/model.ts';
import { removeUnsent } from '../../domain/widget/uploads/claim-uploads.ts';
import { VisitorUpload } from '../../domain/widget/uploads/model.ts';
import { refusalOf, visit, type TestVisitor } from '../../realtime/widget/visitor.fixture.ts';
import { useHub } from '../start-hub.ts';

const hourMs = 3_600_000;
const patience = { timeout: 20_000, interval: 50 };
/** How far the hub's clock is put forward. */
let aheadMs = 0;
const hub = useHub({}, { now: () => new Date(Date.now() + aheadMs) });

test('a socket ends with its token, after an hour; the same browser comes back by its secret, to what it missed', async () => {
  const visitor = await visit(hub());
  const { conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: 'before', text: 'Hello?' } });
  const socket = await visitor.connect();
  aheadMs += hourMs - 60_000;
  await socket.ask('resume', { conversations: [] });
  expect(socket.heard('session.ended')).toEqual([]);

  aheadMs += 61_000;

  expect(await socket.hear('session.ended')).toEqual({ reason: 'expired' });
  await socket.ended;
  expect(await refusalOf(visitor.connect())).toMatchObject({ code: 'session.expired' });
  await hub().client.call(sendMessage, { params: { conversationId: conversation.id }, body: { kind: 'text', text: 'Yes!' } });
  const again = await visit(hub(), { visitorSecret: visitor.secret ?? '' });
  expect(again.session).toMatchObject({ visitorId: visitor.session.visitorId, visitorSecret: null, conversations: [{ unread: 1 }] });
  const resumed = await (await again.connect()).ask('resume', { conversations: [{ id: conversation.id, after: 0 }] });
  expect(resumed.messages[0]?.items.map(({ text }) => text)).toEqual(['Hello?', 'Yes!']);
});

test('where a widget was seen is kept once a site with when it was last, at most once an hour; pages of the hub and none at all are no sites', async () => {
  const sites = async () => (await hub().client.call(getWidget)).seenOn.map(({ host }) => host);
  const lastAt = async (host: string) => (await hub().client.call(getWidget)).seenOn.find((each) => each.host === host)?.lastAt ?? '';
  const comes = async (url: string, source: 'widget' | 'helpbox' = 'widget') => {
    const visitor = await visit(hub());
    await visitor.connect({ visit: { source, page: { url, title: 'A page' } } });
  };

  await comes('https://blog.example.com/a');
  await vi.waitFor(async () => expect(await sites()).toContain('blog.example.com'), patience);
  const first = await lastAt('blog.example.com');
  await comes('https://hub.example.com/helpbox/x', 'helpbox');
  await comes('about:blank');
  await comes('https://blog.example.com/b');
  await comes('https://docs.example.com:8443/');
  await vi.waitFor(async () => expect((await sites())[0]).toBe('docs.example.com:8443'), patience);

  expect((await sites()).filter((host) => host === 'blog.example.com')).toHaveLength(1);
  expect((await sites()).filter((host) => host === '' || host === 'hub.example.com')).toEqual([]);
  expect(await lastAt('blog.example.com')).toBe(first);
  aheadMs += hourMs + 1000;
  await comes('https://blog.example.com/c');
  await vi.waitFor(async () => expect((await lastAt('blog.example.com')) > first).toBe(true), patience);
  for (let n = 0; n < 25; n += 1) await comes(`https://s${n}.example.com/`);
  await vi.waitFor(async () => expect((await sites())[0]).toBe('s24.example.com'), patience);
  expect(await sites()).toHaveLength(20);
});

test('files that nobody sent go after a day; what a message has stays, also where a crash left it unnoted', async () => {
  const visitor = await visit(hub());
  const [sent, unsent] = [await upload(visitor, 'sent'), await upload(visitor, 'never sent')];
  const { message } = await visitor.call(sendVisitorMessage, { body: { clientId: 'with-file', text: '', attachments: [sent.id] } });
  const { workspaceId } = hub();
  const { channelId } = await hub().client.call(getWidget);
  await VisitorUpload.create({ _id: sent.id, workspaceId, channelId, identity: visitor.session.visitorId, createdAt: hub().hub.now() });

  await removeUnsent(hub().hub);
  expect(await File.countDocuments({ _id: { $in: [sent.id, unsent.id] } })).toBe(2);
  aheadMs += 25 * hourMs;
  await removeUnsent(hub().hub);

  expect(await VisitorUpload.countDocuments({ _id: { $in: [sent.id, unsent.id] } })).toBe(0);
  expect((await File.find({ _id: { $in: [sent.id, unsent.id] } }).lean()).map(({ _id }) => _id.toHexString())).toEqual([sent.id]);
  const again = await visit(hub(), { visitorSecret: visitor.secret ?? '' });
  const { items } = (await (await again.connect()).ask('resume', { conversations: [{ id: message.conversationId, after: 0 }] }))
    .messages[0]!;
  expect(await (await fetch(items[0]?.attachments[0]?.url ?? '')).text()).toBe('sent');
  await expect(
    again.call(sendVisitorMessage, { body: { clientId: 'too-late', text: '', attachments: [unsent.id] } }),
  ).rejects.toMatchObject({ code: 'file.unknown' });
});

async function upload({ session }: TestVisitor, text: string): Promise<{ id: string }> {
  const body = new FormData();
  body.append('file', new Blob([text], { type: 'text/plain' }), 'note.txt');
  const headers = { authorization: `Bearer ${session.token}` };
  return (await (await fetch(`${hub().url}${widgetApiRoot}/files`, { method: 'POST', headers, body })).json()) as { id: string };
}
