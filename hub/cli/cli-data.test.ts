import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listConversations } from '../api/customers/conversations.ts';
import { loadSecrets } from '../core/load-secrets.ts';
import { Contact } from '../domain/contact/model.ts';
import { buildTalk } from '../domain/data/talk.fixture.ts';
import { logIn } from '../domain/user/log-in.ts';
import { createLoginThrottle } from '../domain/user/login-throttle.ts';
import { listen } from '../http/listen.ts';
import { useDatabase } from '../test/database.ts';
import { buildWorkspace, testPassword } from '../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../test/start-http.ts';
import { Receipt } from '../inbound/receipts.ts';
import { ObjectId } from '../core/ids.ts';
import { type CliWorld, useCli } from './run-cli.fixture.ts';

useDatabase({ isSharedByProcesses: true });

const cli = useCli();
const run: CliWorld['run'] = (...given) => cli().run(...given);

describe('export', () => {
  test('writes a folder whose manifest names each file with its sum, without secrets or links', async () => {
    const { _id: workspaceId } = await buildWorkspace(cli().hub);
    const ann = await buildTalk(cli().hub, workspaceId, { name: 'Annegret', chatId: '700100' });
    await buildTalk(cli().hub, workspaceId, { name: 'Boris', chatId: '700200', messages: 1 });
    const to = join(cli().folder, 'backup');

    const { code, json, stderr } = await run(['export', '--to', to, '--files', '--json']);

    expect([code, stderr]).toEqual([0, expect.stringContaining('Conversations: 2 of 2')]);
    expect(json).toEqual(JSON.parse(await readFile(join(to, 'manifest.json'), 'utf8')));
    const { kinds } = json as { kinds: Record<string, { records: number; file: string; sha256: string }> };
    expect(Object.entries(kinds).map(([kind, { records }]) => [kind, records])).toEqual([
      ['workspace', 1],
      ['channels', 2],
      ['contacts', 2],
      ['identities', 2],
      ['conversations', 2],
      ['messages', 3],
      ['files', 3],
    ]);
    const written = await Promise.all(Object.values(kinds).map(({ file }) => readFile(join(to, file), 'utf8')));
    expect(written.map((text) => createHash('sha256').update(text).digest('hex'))).toEqual(
      Object.values(kinds).map(({ sha256 }) => sha256),
    );
    expect(written.join('')).not.toMatch(/sealed|signature=|tokenHash|"key"/);
    const first = JSON.parse((written[5] ?? '').split('\n')[0] ?? '') as { text: string; attachments: { file: string }[] };
    expect(first.text).toBe('Annegret says 1');
    expect(await readFile(join(to, first.attachments[0]?.file ?? ''), 'utf8')).toBe('Annegret file 1');
    expect(await readdir(join(to, 'files'))).toHaveLength(ann.files.length + 1);
  });

  test('writes one contact to standard output, a record a line or as one document', async () => {
    const { _id: workspaceId } = await buildWorkspace(cli().hub);
    const ann = await buildTalk(cli().hub, workspaceId, { name: 'Annegret', chatId: '700100' });
    await buildTalk(cli().hub, workspaceId, { name: 'Boris', chatId: '700200' });
    const contact = ann.contact._id.toHexString();

    const lines = await run(['export', '--contact', contact]);
    const document = await run(['export', '--contact', contact, '--format', 'json']);

    const kinds = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual([
      'workspace',
      'channels',
      'channels',
      'contacts',
      'identities',
      'conversations',
      'messages',
      'messages',
      'manifest',
    ]);
    expect(document.json).toMatchObject({
      contacts: [{ name: 'Annegret' }],
      messages: [{ seq: 1 }, { seq: 2 }],
      manifest: { contactId: contact },
    });
    expect(lines.stdout).not.toContain('Boris');
  });
});

test('erase-contact erases with --yes only, and tells what it removed', async () => {
  const { _id: workspaceId } = await buildWorkspace(cli().hub);
  const ann = await buildTalk(cli().hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  const contact = ann.contact._id.toHexString();

  const unsure = await run(['erase-contact', contact]);
  expect([unsure.code, await Contact.countDocuments()]).toEqual([2, 1]);

  const erased = await run(['erase-contact', contact, '--yes', '--json']);
  const again = await run(['erase-contact', contact, '--yes', '--json']);

  expect([erased.code, erased.json]).toMatchObject([0, { collections: { contacts: 1, messages: 2, files: 2 } }]);
  expect([again.code, again.stdout]).toEqual([1, '']);
  expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'contact.unknown' } });
  expect(await Contact.countDocuments()).toBe(0);
});

test('receipts list shows what could not be read; replay of what still can not fails', async () => {
  const { _id: workspaceId } = await buildWorkspace(cli().hub);
  const { channelId } = await buildTalk(cli().hub, workspaceId, { name: 'Ann', chatId: '1' });
  const _id = new ObjectId();
  await Receipt.create({
    _id,
    workspaceId,
    channelId,
    raw: 'no json',
    reason: 'the body is not JSON',
    state: 'unreadable',
    createdAt: new Date(),
  });

  const listed = await run(['receipts', 'list']);
  const replayed = await run(['receipts', 'replay', '--all', '--json']);
  const unknown = await run(['receipts', 'replay', new ObjectId().toHexString()]);

  expect(listed.stdout).toContain('the body is not JSON');
  expect([replayed.code, replayed.json]).toMatchObject([1, { items: [{ id: _id.toHexString(), state: 'unreadable' }] }]);
  expect([unknown.code, unknown.stderr]).toEqual([1, 'error: There is no such receipt.\n']);
});

test('reset-password lets the user in with the new one only', async () => {
  await cli().setUp();

  const { code } = await run(['reset-password', '--email', 'owner@example.com', '--password', '-'], { input: 'another long password' });

  expect(code).toBe(0);
  const throttle = createLoginThrottle();
  await expect(logIn(cli().hub, throttle, '127.0.0.1', { email: 'owner@example.com', password: testPassword })).rejects.toMatchObject({
    code: 'login.refused',
  });
  await logIn(cli().hub, throttle, '127.0.0.1', { email: 'owner@example.com', password: 'another long password' });
});

test('rotate-secrets seals with the newest key what the old one sealed', async () => {
  const { _id: workspaceId } = await buildWorkspace(cli().hub);
  await buildTalk(cli().hub, workspaceId, { name: 'Ann', chatId: '1' });
  const [old] = await loadSecrets(cli().hub.config);
  const HUB_SECRET = `a new secret that is long enough for it,${old ?? ''}`;

  const { json } = await run(['rotate-secrets', '--json'], { environment: { HUB_SECRET } });

  const { fields } = json as { fields: { collection: string; resealed: number }[] };
  expect(fields.filter(({ resealed }) => resealed > 0)).toMatchObject([{ collection: 'channels', resealed: 1 }]);
});

describe('probe', () => {
  test('measures a hub that is well, through the database with a token', async () => {
    const http = await startHttp(createTestHub(), { routes: testRoutes(createTestHub()) });
    await buildWorkspace(cli().hub);
    const { json } = await run(['token', 'create', '--name', 'probe', '--scopes', listConversations.access, '--json']);

    const probed = await run(['probe', '--url', http.url, '--requests', '3', '--token', (json as { token: string }).token, '--json']);

    expect(probed.code).toBe(0);
    expect(probed.json).toMatchObject({
      probes: [{ path: '/healthz', answer: '200' }, { path: '/readyz', answer: '200' }, { answer: '200' }],
    });
  });

  test('fails on a hub that is not ready and on one that is not there', async () => {
    const database = () => Promise.resolve(false);
    const http = await startHttp(createTestHub(), { routes: [], readiness: { database, jobs: database } });
    const { port, stop } = await listen(() => undefined, { port: 0, host: '127.0.0.1' });
    await stop(0);

    const notReady = await run(['probe', '--url', http.url, '--requests', '1']);
    const away = await run(['probe', '--url', `http://127.0.0.1:${port}`, '--requests', '1']);

    expect([notReady.code, notReady.stdout]).toEqual([1, expect.stringContaining('503')]);
    expect([away.code, away.stdout]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
  });
});
