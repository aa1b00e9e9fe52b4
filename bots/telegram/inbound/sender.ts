import type { Sender } from '../../contract/inbound.ts';
import type { TelegramUser } from './update.ts';

/** Who wrote, in the contract's words. The number is the key: a username can change hands. */
export function toSender(user: TelegramUser): Sender {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ').trim();
  return {
    externalId: String(user.id),
    // A name may be of invisible characters only.
    name: name || user.username || `Telegram ${user.id}`,
    ...(user.username && { username: user.username }),
    ...(user.language_code && { language: user.language_code }),
  };
}

/** A moment of Telegram, which counts seconds. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}
