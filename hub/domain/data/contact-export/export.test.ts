import { expect, describe, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import * as api from '../../../api/customers/data-jobs.ts';
import { systemActor } from '../../../core/actor.ts';
import { buildWorkspace } from '../../../test/factories.ts';
import { Contact } from '../../contact/model.ts';
import { DataJob, DataJobRefusal } from '../../data-job/model.ts';
import { File } from '../../file/model.ts';
import { createContact } from '../contact/create-contact.ts';
import { eraseContact } from '../erase/erase-contact.ts';
import { forgetOldJobs } from '../jobs/end-jobs.ts';
import { people, useJobs } from '../jobs/jobs.fixture.ts';

const jobs = useJobs();

describe('an export', () => {
  test('writes the contacts of the filter, and no cell is a formula', async () => {
    const { hub, client, actor, work, readStored } = jobs();
    await createContact(hub, actor, {
      name: '=HYPERLINK("http://x")',
      tags: ['vip'],
      emails: ['a@example.com', 'b@example.com'],
      fields: { plan: 'pro' },
    });
    await createContact(hub, actor, { name: 'Other' });

    const begun = await client.call(api.createContactExport, {
      body: { filters: { tag: 'vip' }, columns: ['name', 'emails', 'field:plan'] },
    });
    await work();
    const done = await client.call(api.getDataJob, { params: { dataJobId: begun.id } });

    expect(done).toMatchObject({ kind: 'export', state: 'done', progress: { done: 1 } });
    expect(done.downloadUrl).toContain('/files/');
    const rows: string[][] = parse(await readStored((await DataJob.findOne().orFail().lean()).resultFileId), { bom: true });
    expect(rows).toEqual([
      ['name', 'emails', 'plan'],
      [`'=HYPERLINK("http://x")`, 'a@example.com; b@example.com', 'pro'],
    ]);
  });

  test('of ids writes these in their order, and nobody of another workspace or who is gone', async () => {
    const { hub, client, actor, work, readStored } = jobs();
    const [ann, , zoe] = [
      await createContact(hub, actor, { name: 'Ann' }),
      await createContact(hub, actor, { name: 'Bob' }),
      await createContact(hub, actor, { name: 'Zoe' }),
    ];
    const elsewhere = (await buildWorkspace(hub))._id;
    const foreign = await createContact(hub, systemActor(elsewhere), { name: 'Foreign' });
    const ids = [zoe, foreign, ann].map(({ _id }) => _id.toHexString());

    const begun = await client.call(api.createContactExport, { body: { ids: [...ids, '0123456789abcdef01234567'], columns: ['name'] } });
    await work();

    expect(await client.call(api.getDataJob, { params: { dataJobId: begun.id } })).toMatchObject({ state: 'done', progress: { done: 2 } });
    const rows: string[][] = parse(await readStored((await DataJob.findOne().orFail().lean()).resultFileId), { bom: true });
    expect(rows).toEqual([['name'], ['Zoe'], ['Ann']]);
    await expect(client.call(api.createContactExport, { body: { ids, filters: { tag: 'vip' } } })).rejects.toMatchObject({ status: 400 });
  });

  test('of a field there is none of is refused', async () => {
    const { client } = jobs();
    const body = { filters: {}, columns: ['field:size' as const] };
    await expect(client.call(api.createContactExport, { body })).rejects.toMatchObject({ status: 422, code: 'contact-field.unknown' });
  });
});

describe('what jobs leave', () => {
  test('goes after a week, files included', async () => {
    const { hub, clock, workspaceId, importAll } = jobs();
    await importAll(people);
    clock.now = new Date(clock.now.getTime() + 7 * 24 * 3_600_000);

    expect(await forgetOldJobs(hub)).toBe(1);

    expect([await DataJob.countDocuments(), await DataJobRefusal.countDocuments(), await File.countDocuments({ workspaceId })]).toEqual([
      0, 0, 0,
    ]);
  });

  test('goes when somebody is erased, as their rows can not be cut out', async () => {
    const { hub, workspaceId, actor, importAll } = jobs();
    await importAll(people);
    const ann = await Contact.findOne({ emails: 'ann@example.com' }).orFail().lean();

    const report = await eraseContact(hub, actor, ann._id.toHexString());

    expect(report.collections).toMatchObject({ dataJobs: 1 });
    expect(await File.countDocuments({ workspaceId })).toBe(0);
  });
});
