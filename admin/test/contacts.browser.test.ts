import { expect, test } from 'vitest';
import { z } from 'zod';
import { getContact, listContacts, createContact } from '../../hub/api/customers/contacts.ts';
import { contactIdOf } from './scenes/contacts.ts';
import { useAdmin } from './use-admin.ts';
import { until } from './world/world.ts';

const admin = useAdmin();
const rows = 'hub-contact-table [data-id]';

test('a contact is found while typing and by a filter in the address, and opening it keeps the list', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/contacts');
  await page.locator(rows).first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('смир');
  await expect.poll(() => page.locator(rows).count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('q')).toBe('смир');
  await page.locator('hub-contact-list header').getByText('1 contact', { exact: true }).waitFor();

  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator(rows).count()).toBeGreaterThan(5);
  await page.locator('hub-contact-search input').blur();
  await page.keyboard.press('f');
  await page.getByRole('option', { name: 'Language', exact: true }).click();
  await page.getByRole('option', { name: /^Russian/ }).click();
  await page.getByText('Language: Russian').waitFor();
  expect(new URL(page.url()).searchParams.get('language')).toBe('ru');

  await page.getByRole('link', { name: 'Ольга Смирнова' }).click();
  await page.getByRole('button', { name: 'Name Ольга Смирнова' }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/\/contacts\/[0-9a-f]{24}$/);
  // The profile cuts no column off.
  const cut = `(rows => rows.scrollWidth - rows.clientWidth)(document.querySelector('hub-contact-table .rows'))`;
  await expect.poll(() => page.evaluate(cut)).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/contacts$/);
  expect(new URL(page.url()).searchParams.get('language')).toBe('ru');
});

test('a field is changed where it stands, refused in words, and taken back by undo', async () => {
  const { world, openAs } = admin();
  const contactId = await contactIdOf(world, 'Yuki Tanaka');
  const emails = async () => (await world.client.call(getContact, { params: { contactId } })).emails;
  const page = await openAs(world.ada, `/contacts/${contactId}`);

  await page.getByRole('button', { name: 'E-mail Add' }).click();
  await page.keyboard.type('yuki at example');
  await page.keyboard.press('Enter');
  await page.getByText('This is no e-mail address').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('yuki@example.com');
  await page.keyboard.press('Enter');
  await until(async () => (await emails()).includes('yuki@example.com'), 'the e-mail');

  await page.getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await emails()).length === 0, 'the e-mail gone again');
  await page.getByRole('button', { name: 'E-mail Add', exact: true }).waitFor();
});

test('notes are kept while they are written', async () => {
  const { world, openAs } = admin();
  const contactId = await contactIdOf(world, 'Marcus Lee');
  const page = await openAs(world.ada, `/contacts/${contactId}`);
  await page.getByLabel('Notes').fill('Has two accounts.');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect((await world.client.call(getContact, { params: { contactId } })).notes).toBe('Has two accounts.');
});

test('two picked contacts are merged after a preview, and the merge is undone', async () => {
  const { world, openAs } = admin();
  const { client } = world;
  await client.call(createContact, { body: { name: 'Lena F.', phones: ['+49 30 777'] } });
  const named = async (q: string) => (await client.call(listContacts, { query: { q } })).items.map(({ name }) => name);
  const page = await openAs(world.ada, '/contacts?q=lena&sort=name');
  await expect.poll(() => page.locator(rows).count()).toBe(2);
  await page.locator(rows).first().focus();
  const picked = page.locator(`${rows}[aria-selected="true"]`);
  await page.keyboard.press('x');
  await expect.poll(() => picked.count()).toBe(1);
  await page.keyboard.press('j');
  await page.locator(rows).nth(1).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('x');
  await expect.poll(() => picked.count()).toBe(2);

  // What is written of them into a file is written by the hub, and so on its audit log.
  await page.getByRole('toolbar').getByRole('button', { name: 'Download' }).click();
  expect(await page.getByRole('radio', { name: 'The selected ones (2)' }).isChecked()).toBe(true);
  const asked = page.waitForRequest((request) => request.url().endsWith('/contacts/exports'));
  await page.getByRole('button', { name: 'Make a CSV file' }).click();
  expect(z.object({ ids: z.array(z.string()) }).parse((await asked).postDataJSON()).ids).toHaveLength(2);
  await page.locator('hub-export-dialog').getByRole('link', { name: 'Download' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.locator('hub-export-dialog').waitFor({ state: 'detached' });
  expect(await picked.count()).toBe(2);

  await page.getByRole('toolbar').getByRole('button', { name: 'Merge…' }).click();
  await page
    .getByText('both together')
    .or(page.getByText('taken over', { exact: true }))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Swap: keep the other one' }).click();
  await page.getByRole('button', { name: /^Merge into Lena/ }).click();
  // A toast stays while the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).hover();
  await until(async () => (await named('lena')).length === 1, 'the merge');

  await page.getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await named('lena')).length === 2, 'both again');
});

test('a CSV file is checked, its bad row refused in words, and the good ones imported; a reload goes on where it was', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/contacts');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const csv = 'Full name;E-mail;Shoe size\nZoe New;zoe@example.com;40\nBad Row;not-mail;41\nMax New;max@example.com;42\n';
  await page
    .locator('hub-import-upload input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByLabel('What the column Shoe size becomes').waitFor();
  expect(await page.getByLabel('What the column Full name becomes').inputValue()).toBe('name');

  await page.getByRole('button', { name: 'Check without importing' }).click();
  await page.getByText('E-mail: is no e-mail address').waitFor();
  expect((await world.client.call(listContacts, { query: { q: 'zoe' } })).items).toEqual([]);

  await page.reload();
  await page.getByRole('button', { name: 'Import 2 contacts' }).click();
  await page.getByText('The import is done.').waitFor();
  expect((await world.client.call(listContacts, { query: { q: 'zoe@example.com' } })).items).toHaveLength(1);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Zoe New' }).waitFor();
  expect(new URL(page.url()).searchParams.get('import')).toBeNull();
});

test('a person is erased only after their name was typed, and the report names what went', async () => {
  const { world, openAs } = admin();
  const contactId = await contactIdOf(world, 'Ahmed Hassan');
  const page = await openAs(world.ada, `/contacts/${contactId}`);
  await page.locator('hub-profile-head wa-dropdown button').click();
  await page.getByRole('menuitem', { name: 'Erase this person…' }).click();
  const erase = page.getByRole('button', { name: 'Erase for good' });
  await page.getByLabel('Type Ahmed Hassan to confirm').fill('Ahmed');
  expect(await erase.isDisabled()).toBe(true);
  await page.getByLabel('Type Ahmed Hassan to confirm').fill('Ahmed Hassan');
  await erase.click();
  await page.getByRole('row', { name: /^Conversations/ }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/contacts$/);
  await expect.poll(() => page.getByRole('link', { name: 'Ahmed Hassan' }).count()).toBe(0);
  await expect(world.client.call(getContact, { params: { contactId } })).rejects.toMatchObject({ code: 'contact.unknown' });
});

test('an agent without the rights is offered neither import, export nor erasure', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.boris, `/contacts/${await contactIdOf(world, 'Tom Becker')}`);
  await page.getByRole('button', { name: 'Merge…' }).waitFor();
  expect(await page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Export', exact: true }).count()).toBe(0);
  await page.locator('hub-profile-head wa-dropdown button').click();
  expect(await page.locator('hub-profile-head wa-dropdown-item[value=erase]').count()).toBe(0);
});
