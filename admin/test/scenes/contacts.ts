import type { Page } from 'playwright-core';
import { listContacts, createContact } from '../../../hub/api/customers/contacts.ts';
import { createCustomField, listCustomFields } from '../../../hub/api/customers/custom-fields.ts';
import type { AdminWorld } from '../world/world.ts';
import type { Scene } from './scene.ts';

/** The id of a contact of the world by its whole name. */
export async function contactIdOf({ client }: AdminWorld, name: string): Promise<string> {
  const { items } = await client.call(listContacts, { query: { q: name, limit: 200 } });
  const found = items.find((contact) => contact.name === name);
  if (!found) throw new Error(`no contact ${name}`);
  return found.id;
}

/** A second Anna by hand, and a few custom fields; made once, however many scenes ask. */
async function enrich(world: AdminWorld): Promise<void> {
  const { items } = await world.client.call(listCustomFields);
  if (items.length > 0) return;
  const fields = [
    { key: 'plan', name: 'Plan', type: 'choice', choices: ['free', 'pro', 'enterprise'] },
    { key: 'seats', name: 'Seats', type: 'number' },
    { key: 'renewal', name: 'Renewal', type: 'date' },
    { key: 'site', name: 'Website', type: 'url' },
    { key: 'newsletter', name: 'Newsletter', type: 'boolean' },
  ] as const;
  for (const field of fields)
    await world.client.call(createCustomField, { body: 'choices' in field ? { ...field, choices: [...field.choices] } : field });
  await world.client.call(createContact, {
    body: {
      name: 'Anna Petrova-Weber',
      emails: ['anna@example.com'],
      phones: ['+49 30 5551234'],
      tags: ['vip', 'newsletter'],
      notes: 'Prefers to be called in the morning.',
      fields: { plan: 'pro', seats: 12, renewal: '2027-01-10', site: 'https://example.com', newsletter: true },
    },
  });
}

const profile = async (world: AdminWorld): Promise<string> => {
  await enrich(world);
  return `/contacts/${await contactIdOf(world, 'Anna Petrova-Weber')}`;
};

const list = async (world: AdminWorld): Promise<string> => {
  await enrich(world);
  return '/contacts';
};

const row = 'hub-contact-table [data-id]';

const csv = 'Name,E-mail,Phone,Shoe size\nZoe New,zoe@example.com,+49 30 100,40\nBad Row,not-mail,,41\n';

async function upload(page: Page): Promise<void> {
  await page
    .locator('hub-import-upload input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('hub-import-mapping table').waitFor();
}

export const contactScenes: readonly Scene[] = [
  { name: 'contacts', path: list, waitFor: row, isWideToo: true },
  { name: 'contacts-filtered', path: '/contacts?kind=lead&blocked=false&createdAfter=2026-01-01T00:00:00.000Z', waitFor: row },
  { name: 'contacts-nobody', path: '/contacts?q=nobody-is-called-that', waitFor: 'text=Nobody matches' },
  {
    name: 'contacts-selected',
    path: '/contacts',
    waitFor: row,
    prepare: async (page) => {
      for (const place of [0, 1]) await page.locator(`${row} .pick`).nth(place).click();
      await page.getByRole('toolbar').waitFor();
    },
  },
  {
    name: 'contacts-filter',
    path: '/contacts',
    waitFor: row,
    prepare: async (page) => {
      await page.locator('hub-contact-filter-menu > button').click();
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'contact', path: profile, waitFor: 'hub-contact-fields', isWideToo: true },
  { name: 'contact-gone', path: '/contacts/0123456789abcdef01234567', waitFor: 'text=This contact is gone' },
  {
    name: 'contact-merge',
    path: profile,
    waitFor: 'hub-contact-fields',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Merge…' }).click();
      await page.locator('#merge-search').fill('Anna Petrova');
      await page.locator('hub-merge-choose .choices button').first().click();
      await page.locator('hub-merge-dialog .outcome').waitFor();
    },
  },
  {
    name: 'contact-erase',
    path: profile,
    waitFor: 'hub-contact-fields',
    prepare: async (page) => {
      await page.locator('hub-profile-head wa-dropdown button').click();
      await page.locator('wa-dropdown-item[value=erase]').click();
      await page.locator('#erase-typed').waitFor();
    },
  },
  {
    name: 'contact-new',
    path: '/contacts',
    waitFor: row,
    prepare: async (page) => {
      await page.keyboard.press('c');
      await page.locator('#new-name').waitFor();
    },
  },
  { name: 'contacts-import', path: '/contacts?import=new', waitFor: 'hub-import-upload .drop' },
  { name: 'contacts-import-mapping', path: '/contacts?import=new', waitFor: 'hub-import-upload .drop', prepare: upload },
  {
    name: 'contacts-import-checked',
    path: '/contacts?import=new',
    waitFor: 'hub-import-upload .drop',
    prepare: async (page) => {
      await upload(page);
      await page.getByRole('button', { name: 'Check without importing' }).click();
      await page.locator('hub-import-report .refused').waitFor();
    },
  },
  { name: 'contacts-export', path: '/contacts?kind=lead&export=new', waitFor: 'hub-export-dialog .columns' },
  {
    name: 'settings-fields',
    path: async (world) => {
      await enrich(world);
      return '/settings/fields';
    },
    waitFor: 'hub-fields-settings li',
  },
  {
    name: 'settings-field-new',
    path: '/settings/fields',
    waitFor: 'hub-fields-settings .section-head button',
    prepare: async (page) => {
      await page.locator('hub-fields-settings .section-head button').click();
      await page.locator('#field-key').waitFor();
    },
  },
];
