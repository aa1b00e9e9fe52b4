import { language, type Language } from '../../api/fields.ts';
import type { MessageView } from '../../api/customers/messages.ts';

/** What a customer asks the channel itself. */
export type CustomerCommand =
  { name: 'help' } | { name: 'privacy' } | { name: 'erase'; isConfirmed: boolean } | { name: 'lang'; language: Language | null };

/** What the buttons under our own questions send back. */
export const confirmErasePayload = 'delete-my-data';
export const languagePayloads: Record<Language, string> = { en: 'lang:en', ru: 'lang:ru' };

/** Reads a message as a command, typed or pressed; null for everything else, `/start` included. */
export function parseCommand({ text, choice, attachments }: Pick<MessageView, 'text' | 'choice' | 'attachments'>): CustomerCommand | null {
  if (choice) return parsePress(choice.payload);
  if (attachments.length > 0) return null;
  const [, name, argument] = /^\/([a-z_]{1,32})(?:@\w+)?(?:\s+(\w{1,16}))?\s*$/i.exec(text) ?? [];
  switch (name?.toLowerCase()) {
    case 'help':
      return { name: 'help' };
    case 'privacy':
      return { name: 'privacy' };
    case 'delete_my_data':
      return { name: 'erase', isConfirmed: argument?.toLowerCase() === 'yes' };
    case 'lang':
      return { name: 'lang', language: language.safeParse(argument?.toLowerCase()).data ?? null };
    default:
      return null;
  }
}

function parsePress(payload: string): CustomerCommand | null {
  if (payload === confirmErasePayload) return { name: 'erase', isConfirmed: true };
  const chosen = language.options.find((each) => languagePayloads[each] === payload);
  return chosen ? { name: 'lang', language: chosen } : null;
}
