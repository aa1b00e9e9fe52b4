import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import type { ContactList } from '../../../../data/contacts/contact-list.ts';
import { customFieldsQuery } from '../../../../data/contacts/contact.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfField } from '../../contact-words.ts';
import { saveAs } from '../../save-as.ts';

/** Saves the picked contacts, which are all on the page, as a CSV file with the columns on screen. */
export function downloadSelected(list: ContactList, ids: readonly string[], columns: readonly string[]): void {
  const customFields = queryClient.getQueryData<CustomFieldView[]>(customFieldsQuery.queryKey) ?? [];
  const all = ['name', ...columns];
  const rows = list.rows.peek().filter(({ id }) => ids.includes(id));
  const lines = [all.map((column) => wordsOfField(column, customFields)), ...rows.map((row) => all.map((column) => textOf(row, column)))];
  // The mark at the front tells spreadsheets that it is UTF-8.
  saveAs(`${t('contacts:fileName')}.csv`, `\uFEFF${lines.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`, 'text/csv');
}

function textOf(contact: ContactView, column: string): string {
  if (column.startsWith('field:')) return String(contact.fields[column.slice('field:'.length)] ?? '');
  const value = Object.entries(contact).find(([name]) => name === column)?.[1] ?? '';
  return Array.isArray(value) ? value.join('; ') : typeof value === 'object' ? '' : String(value);
}

/** A cell that a spreadsheet would take for a formula gets a quote in front, as the hub's own exports do. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^\+?[\d\s().-]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
