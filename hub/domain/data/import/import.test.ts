import { expect, describe, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import * as api from '../../../api/customers/data-jobs.ts';
import { buildAgent, buildToken, signIn } from '../../../test/factories.ts';
import { AuditEntry } from '../../audit/model.ts';
import { Contact } from '../../contact/model.ts';
import { DataJob } from '../../data-job/model.ts';
import { File } from '../../file/model.ts';
import { createContact } from '../contact/create-contact.ts';
import { byEmail, people, useJobs } from '../jobs/jobs.fixture.ts';

const jobs = useJobs();

describe('an uploaded file', () => {
  test('is read for its delimiter and headers, and shown with what they seem to mean', async () => {
    const { upload } = jobs();
    const { status, body } = await upload('Name;E-mail;Mobile phone;Plan;Whatever\nAnn;a@example.com;123;pro;x\n');

    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'mapping',
      progress: { done: 0, total: 1 },
      file: { name: 'people.csv', encoding: 'utf-8', delimiter: ';', sample: [['Ann', 'a@example.com', '123', 'pro', 'x']] },
    });
    expect(body.file?.columns.map(({ guess }) => guess)).toEqual(['name', 'email', 'phone', 'field:plan', null]);
  });

  test('of Russian Windows is read as such, and its headers are understood', async () => {
    const { upload } = jobs();
    const { body } = await upload(windows1251('Имя;Эл. почта;Телефон;Тариф\nАня Лёвина;a@example.com;+7 900;pro\n'));

    expect(body.file).toMatchObject({
      encoding: 'windows-1251',
      delimiter: ';',
      sample: [['Аня Лёвина', 'a@example.com', '+7 900', 'pro']],
    });
    expect(body.file?.columns.map(({ guess }) => guess)).toEqual(['name', 'email', 'phone', 'field:plan']);
  });

  test('with a byte order mark begins at its first letter', async () => {
    const { upload } = jobs();
    const { body } = await upload('\ufeffимя,почта\nАня,a@example.com\n');

    expect(body.file?.columns).toEqual([
      { column: 0, header: 'имя', guess: 'name' },
      { column: 1, header: 'почта', guess: 'email' },
    ]);
  });

  test.each([
    ['nothing', '', 'empty'],
    ['headers only', 'name,email\n', 'no-rows'],
    ['an open quote', 'name,email\n"Ann,a@example.com\n', 'broken'],
    ['a picture', 'PNG\0\0\0\0', 'binary'],
  ])('with %s is refused in words, and nothing of it stays', async (_, csv, reason) => {
    const { workspaceId, upload } = jobs();
    const { status, body } = await upload(csv);

    expect([status, body]).toMatchObject([422, { error: { code: 'data-job.file-unreadable', details: { reason } } }]);
    expect(await File.countDocuments({ workspaceId })).toBe(0);
  });

  test('is not for agents', async () => {
    const { hub, http, workspaceId, upload, uploaded } = jobs();
    const { user } = await buildAgent(hub, { workspaceId, role: 'agent' });
    const headers = await signIn(hub, user._id);
    const job = await uploaded(people);

    await expect(http.client({ headers }).call(api.getDataJob, job)).rejects.toMatchObject({ status: 403 });
    expect((await upload(people, await buildToken(hub, workspaceId, ['contact.edit']))).status).toBe(403);
    expect((await http.client({ headers }).call(api.listDataJobs, { query: {} })).items).toEqual([]);
  });
});

describe('a dry run', () => {
  test('says what the import would do, row by row, and changes nothing', async () => {
    const { hub, client, workspaceId, actor, uploaded, work } = jobs();
    await createContact(hub, actor, { name: 'Bob', emails: ['bob@example.com'] });
    const job = await uploaded(people);

    const checking = await client.call(api.mapImport, { ...job, body: byEmail });
    await work();
    const checked = await client.call(api.getDataJob, job);

    expect([checking.state, checked.state]).toEqual(['checking', 'checked']);
    expect(checked.result).toEqual({ created: 1, updated: 2, skipped: 0, refused: 3 });
    expect(checked.refused).toEqual([
      { row: 5, reasons: ['email: is not an e-mail address'] },
      { row: 6, reasons: ['field:plan: must be one of: free, pro'] },
      { row: 7, reasons: ['email: is empty, so the contact can not be found by it'] },
    ]);
    expect(await Contact.countDocuments({ workspaceId })).toBe(1);
  });

  test('may be repeated with another mapping, and is then of that', async () => {
    const { client, uploaded, work } = jobs();
    const job = await uploaded(people);
    await client.call(api.mapImport, { ...job, body: byEmail });
    await work();

    await client.call(api.mapImport, { ...job, body: { columns: [{ column: 0, target: 'name' }], match: 'none', onMatch: 'skip' } });
    await work();

    expect(await client.call(api.getDataJob, job)).toMatchObject({
      state: 'checked',
      result: { created: 6, refused: 0 },
      refused: [],
      refusedCsvUrl: null,
    });
  });

  test.each([
    [{ ...byEmail, columns: [{ column: 0, target: 'field:size' as const }], match: 'none' as const }, 422],
    [{ ...byEmail, columns: [{ column: 0, target: 'name' as const }] }, 400],
    [{ ...byEmail, columns: [{ column: 0, target: null }] }, 400],
  ])('with a mapping that can not work is refused: %j', async (body, status) => {
    const { client, uploaded } = jobs();
    await expect(client.call(api.mapImport, { ...(await uploaded(people)), body })).rejects.toMatchObject({ status });
  });
});

describe('an import', () => {
  test('creates and updates, adds to lists, and takes the refused rows into a file that can be mended', async () => {
    const { hub, workspaceId, actor, importAll, readStored } = jobs();
    await createContact(hub, actor, { name: 'Bob', emails: ['bob@example.com'], tags: ['old'], notes: 'stays' });

    const done = await importAll(people);

    expect(done).toMatchObject({
      state: 'done',
      progress: { done: 6, total: 6 },
      result: { created: 1, updated: 2, skipped: 0, refused: 3 },
    });
    const contacts = await Contact.find({ workspaceId }).sort({ nameKey: 1 }).lean();
    expect(contacts).toMatchObject([
      { name: 'Ann again', kind: 'lead', emails: ['ann@example.com'], fields: { plan: 'pro' }, tags: ['vip', 'new', 'late'] },
      { name: 'Bob', kind: 'known', emails: ['bob@example.com'], fields: { plan: 'free' }, tags: ['old'], notes: 'stays' },
    ]);
    expect(await AuditEntry.findOne({ action: 'contact.imported' }).lean()).toMatchObject({
      after: { created: 1, updated: 2, refused: 3 },
    });
    const refused: string[][] = parse(await readStored((await DataJob.findOne().orFail().lean()).refusedFileId), { bom: true });
    expect(refused).toEqual([
      ['Row', 'Why it was refused', 'name', 'email', 'plan', 'tags'],
      ['5', 'email: is not an e-mail address', 'Cid', 'not an address', '', ''],
      ['6', 'field:plan: must be one of: free, pro', 'Dan', 'dan@example.com', 'gold', ''],
      ['7', 'email: is empty, so the contact can not be found by it', 'Eve', '', '', ''],
    ]);
  });

  test('leaves known contacts alone where it should', async () => {
    const { hub, actor, importAll } = jobs();
    await createContact(hub, actor, { name: 'Ann', emails: ['ann@example.com'] });

    const done = await importAll(people, { ...byEmail, onMatch: 'skip' });

    expect(done.result).toEqual({ created: 1, updated: 0, skipped: 2, refused: 3 });
  });

  test('finds people by phone however it is written', async () => {
    const { hub, workspaceId, actor, importAll } = jobs();
    await createContact(hub, actor, { name: 'Ann', phones: ['+1 (555) 000-11'] });
    const columns = [
      { column: 0, target: 'name' as const },
      { column: 1, target: 'phone' as const },
    ];

    await importAll('name,phone\nAnn Lee,1 555 00011\n', { columns, match: 'phone', onMatch: 'update' });

    expect(await Contact.find({ workspaceId }).lean()).toMatchObject([{ name: 'Ann Lee', phones: ['+1 (555) 000-11', '1 555 00011'] }]);
  });

  test('that dies within a batch goes on there and makes no doubles', async () => {
    const { hub, clock, client, workspaceId, uploaded, work } = jobs();
    const rows = Array.from({ length: 450 }, (_, index) => `Person ${index},p${index}@example.com,,`);
    const job = await uploaded(['name,email,plan,tags', ...rows].join('\n'));
    await client.call(api.mapImport, { ...job, body: byEmail });
    await work();
    await client.call(api.startImport, job);
    let left = 250;
    const dying = {
      ...hub,
      step(name: string) {
        if (name === 'import.row' && (left -= 1) === 0) throw Object.assign(new Error('died'), { name: 'MongoNetworkError' });
      },
    };
    await work(dying).catch(() => undefined);
    await DataJob.updateOne({}, { $set: { state: 'running', dueAt: clock.now }, $unset: { failure: 1, finishedAt: 1 } });
    expect((await client.call(api.getDataJob, job)).progress.done).toBe(200);

    await work();

    expect(await client.call(api.getDataJob, job)).toMatchObject({
      state: 'done',
      progress: { done: 450 },
      result: { created: 450, updated: 0, refused: 0 },
    });
    expect(await Contact.countDocuments({ workspaceId })).toBe(450);
  });

  test('that is cancelled stops at its next batch, and what it did stays', async () => {
    const { hub, client, workspaceId, uploaded, work } = jobs();
    const rows = Array.from({ length: 450 }, (_, index) => `Person ${index},p${index}@example.com,,`);
    const job = await uploaded(['name,email,plan,tags', ...rows].join('\n'));
    await client.call(api.mapImport, { ...job, body: byEmail });
    await work();
    await client.call(api.startImport, job);
    let isCancelled = false;
    const stop = hub.facts.on('contact.created', 'test', async () => {
      if (isCancelled) return;
      isCancelled = true;
      await client.call(api.cancelDataJob, job);
    });

    await work();
    stop();

    expect((await client.call(api.getDataJob, job)).state).toBe('cancelled');
    expect(await Contact.countDocuments({ workspaceId })).toBe(200);
    await expect(client.call(api.startImport, job)).rejects.toMatchObject({
      code: 'data-job.wrong-state',
      details: { state: 'cancelled' },
    });
  });
});

/** Cyrillic letters as Windows wrote them. */
function windows1251(string: string): Uint8Array<ArrayBuffer> {
  const byByte = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...string].map((character) => byByte.get(character) ?? 63));
}
