import type { ImportTarget } from '../../../api/customers/data-jobs.ts';
import type { CustomFieldRecord } from '../../custom-field/model.ts';

/** What columns are usually called, in English and Russian, without blanks and signs. */
const usualNames: Record<Exclude<ImportTarget, `field:${string}`>, readonly string[]> = {
  name: ['name', 'fullname', 'contact', 'contactname', 'customer', 'displayname', 'имя', 'фио', 'контакт', 'клиент', 'полноеимя'],
  email: ['email', 'mail', 'emailaddress', 'почта', 'элпочта', 'электроннаяпочта', 'емейл', 'имейл'],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'tel',
    'telephone',
    'cell',
    'телефон',
    'номертелефона',
    'мобильный',
    'мобильныйтелефон',
    'тел',
  ],
  externalUserId: ['externaluserid', 'externalid', 'userid', 'customerid', 'clientid', 'внешнийid', 'idпользователя', 'idклиента'],
  language: ['language', 'lang', 'locale', 'язык'],
  notes: ['notes', 'note', 'comment', 'comments', 'заметки', 'заметка', 'комментарий', 'примечание'],
  tags: ['tags', 'tag', 'labels', 'теги', 'тег', 'метки', 'метка'],
};

/** What each column seems to hold, by its header; null where nothing fits, or an earlier column holds it already. */
export function guessColumns(
  headers: readonly string[],
  fields: readonly Pick<CustomFieldRecord, 'key' | 'name'>[],
): (ImportTarget | null)[] {
  const taken = new Set<ImportTarget>();
  return headers.map((header) => {
    const guess = guessOne(plain(header), fields);
    if (guess === null || taken.has(guess)) return null;
    taken.add(guess);
    return guess;
  });
}

function guessOne(header: string, fields: readonly Pick<CustomFieldRecord, 'key' | 'name'>[]): ImportTarget | null {
  if (header === '') return null;
  const field = fields.find(({ key, name }) => plain(key) === header || plain(name) === header);
  if (field) return `field:${field.key}`;
  for (const [target, names] of Object.entries(usualNames)) {
    // The keys of the table above are what they were declared as.
    if (names.includes(header)) return target as keyof typeof usualNames;
  }
  return null;
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
