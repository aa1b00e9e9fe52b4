import { expect, describe, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import * as api from '../../../api/customers/data-jobs.ts';
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
