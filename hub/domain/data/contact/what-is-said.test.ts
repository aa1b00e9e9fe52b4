import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/contacts.ts';
import * as fieldApi from '../../../api/customers/custom-fields.ts';
import type { Client } from '../../../api/client.ts';
import { systemActor, type Actor } from '../../../core/actor.ts';
import { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildToken, buildWorkspace } from '../../../test/factories.ts';
import { createTestHub, startHttp } from '../../../test/start-http.ts';
import { AuditEntry } from '../../audit/model.ts';
import { TimedBlock } from '../../console/records/block.ts';
import { forgetRemovedFields } from '../../contact/forget-field.ts';
import { customFieldRoutes } from '../../custom-field/routes.ts';
import { eraseContact } from '../erase/erase-contact.ts';
import { blockContact } from './block-contact.ts';
import { contactRoutes } from './routes.ts';

useDatabase();

const hub = createTestHub();
let client: Client;
let workspaceId: ObjectId;
let actor: Actor;

beforeEach(async () => {
  const http = await startHttp(hub, { routes: [...contactRoutes(hub), ...customFieldRoutes(hub)] });
  workspaceId = (await buildWorkspace(hub))._id;
  actor = systemActor(workspaceId);
  client = http.client({ token: await buildToken(hub, workspaceId) });
});

async function addFields() {
  const types = ['text', 'number', 'date', 'boolean', 'url'] as const;
  for (const type of types) await client.call(fieldApi.createCustomField, { body: { key: type, name: type, type } });
  return client.call(fieldApi.createCustomField, { body: { key: 'plan', name: 'Plan', type: 'choice', choices: ['free', 'pro'] } });
}

describe('custom fields', () => {
  const good = { text: 'x', number: 1.5, date: '2026-02-28', boolean: false, url: 'https://example.com', plan: 'pro' };

  test('take values of their type, found again by them, and give them back by null', async () => {
    await addFields();
    const created = await client.call(api.createContact, { body: { name: 'Ann', fields: good } });

    expect(created.fields).toEqual(good);
    expect((await client.call(api.listContacts, { query: { fields: JSON.stringify(good) } })).items).toHaveLength(1);
    const changed = await client.call(api.updateContact, {
      params: { contactId: created.id },
      body: { fields: { plan: null, number: 2 } },
    });
    expect(changed.fields).toEqual({ text: 'x', number: 2, date: '2026-02-28', boolean: false, url: 'https://example.com' });
  });

  test.each(Object.entries({ text: ' ', number: '1', date: '2026-02-30', boolean: 'yes', url: 'javascript:alert(1)', plan: 'gold' }))(
    'a value of %s that does not fit is refused in words: %s',
    async (key, value) => {
      await addFields();

      await expect(client.call(api.createContact, { body: { name: 'Ann', fields: { [key]: value } } })).rejects.toMatchObject({
        status: 422,
        code: 'contact-field.value-invalid',
        details: { issues: [{ key }] },
      });
    },
  );

  test('that there are none of are named', async () => {
    await expect(client.call(api.createContact, { body: { name: 'Ann', fields: { size: 1 } } })).rejects.toMatchObject({
      code: 'contact-field.unknown',
      details: { keys: ['size'] },
    });
  });

  test('come in their order, each key once', async () => {
    const plan = await addFields();
    await client.call(fieldApi.updateCustomField, { params: { customFieldId: plan.id }, body: { position: 0, name: 'Tariff' } });

    const { items } = await client.call(fieldApi.listCustomFields, {});
    expect(items.map(({ name }) => name)).toEqual(['text', 'Tariff', 'number', 'date', 'boolean', 'url']);
    await expect(client.call(fieldApi.createCustomField, { body: { key: 'plan', name: 'x', type: 'text' } })).rejects.toMatchObject({
      code: 'contact-field.key-taken',
    });
  });

  test('that are removed take their values with them', async () => {
    const plan = await addFields();
    const { id } = await client.call(api.createContact, { body: { name: 'Ann', fields: { plan: 'pro', number: 1 } } });

    await client.call(fieldApi.deleteCustomField, { params: { customFieldId: plan.id } });
    await forgetRemovedFields(hub);

    expect((await client.call(api.getContact, { params: { contactId: id } })).fields).toEqual({ number: 1 });
    expect((await client.call(api.listContacts, { query: { fields: JSON.stringify({ plan: 'pro' }) } })).items).toEqual([]);
  });
});

test('an external user id is of one contact only, and whoever has it is named', async () => {
  const ann = await client.call(api.createContact, { body: { name: 'Ann', externalUserId: 'u-1' } });
  const bob = await client.call(api.createContact, { body: { name: 'Bob' } });
  const taken = { status: 409, code: 'contact.external-user-id-taken', details: { contactId: ann.id } };

  await expect(client.call(api.createContact, { body: { name: 'Cid', externalUserId: 'u-1' } })).rejects.toMatchObject(taken);
  await expect(client.call(api.updateContact, { params: { contactId: bob.id }, body: { externalUserId: 'u-1' } })).rejects.toMatchObject(
    taken,
  );
});

test('a lead is known once a colleague says so, and no longer when it is taken back', async () => {
  const { id, kind } = await client.call(api.createContact, { body: { name: 'Ann', kind: 'lead' } });
  const params = { contactId: id };

  const known = await client.call(api.updateContact, { params, body: { kind: 'known' } });
  const lead = await client.call(api.updateContact, { params, body: { kind: 'lead' } });

  expect([kind, known.kind, lead.kind]).toEqual(['lead', 'known', 'lead']);
});

test('many are tagged and blocked at once, each with its own result', async () => {
  const { id } = await client.call(api.createContact, { body: { name: 'Ann' } });
  const nobody = new ObjectId().toHexString();
  const ids = [id, nobody];

  const tagged = await client.call(api.changeManyContacts, { body: { ids, action: 'addTag', tag: 'vip' } });
  await client.call(api.changeManyContacts, { body: { ids, action: 'block' } });

  expect(tagged.items).toEqual([
    { id, error: null },
    { id: nobody, error: 'contact.unknown' },
  ]);
  expect((await client.call(api.listContacts, { query: { tag: 'vip', blocked: true } })).items).toMatchObject([{ id, tags: ['vip'] }]);
  await expect(client.call(api.changeManyContacts, { body: { ids, action: 'addTag' } })).rejects.toMatchObject({ status: 400 });
});

test('blocking for good ends a block for a time', async () => {
  const { id } = await client.call(api.createContact, { body: { name: 'Ann' } });
  await TimedBlock.create({ _id: new ObjectId(id), workspaceId, until: new Date() });

  await blockContact(hub, actor, id, true);

  expect(await TimedBlock.countDocuments({})).toBe(0);
});

test('an erasure takes what was said out of the audit log, and leaves that something was', async () => {
  const { id } = await client.call(api.createContact, { body: { name: 'Ann Secret' } });
  await client.call(api.updateContact, { params: { contactId: id }, body: { notes: 'a secret' } });

  await eraseContact(hub, actor, id);

  const entries = await AuditEntry.find({ 'target.id': id }).sort({ _id: 1 }).lean();
  expect(entries.map(({ action }) => action)).toEqual(['contact.created', 'contact.updated', 'contact.erased']);
  expect(JSON.stringify(entries)).not.toMatch(/secret/i);
});
