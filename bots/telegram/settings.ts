import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** What an admin enters for a Telegram bot. */
export const telegramSettings = z.strictObject({
  botToken: z
    .string()
    .trim()
    .regex(/^[\w:.-]{3,256}$/, 'The token of a bot looks like 123456789:AAE-x0…; @BotFather shows it')
    .meta({ title: 'Bot token', description: 'From @BotFather, /mybots, API Token' }),
  mode: z
    .enum(['polling', 'webhook'])
    .default('polling')
    .meta({ title: 'How messages come in', description: 'Polling needs no public address; a webhook needs an https one' }),
  webhookSecret: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/, '1 to 256 letters, digits, _ or -')
    .optional()
    .meta({ title: 'Webhook secret', description: 'Made from the token when left empty' }),
});
export type TelegramSettings = z.infer<typeof telegramSettings>;

/** The secret that Telegram repeats in a header of every webhook: the admin's, or one that only who knows the token can compute. */
export function webhookSecret(settings: TelegramSettings): string {
  return settings.webhookSecret ?? createHmac('sha256', settings.botToken).update('webhook').digest('hex');
}
