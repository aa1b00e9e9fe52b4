import { z } from 'zod';

/** What an admin enters for an account on WhatsApp Web: nothing has to be, since the phone scans a code. */
export const whatsappWebSettings = z.strictObject({
  phoneNumber: z
    .string()
    .trim()
    .regex(/^\+?[\d\s()-]{7,24}$/, 'A number with its country code, such as +49 155 50001234')
    .optional()
    .meta({
      title: 'Phone number',
      description: 'Only to link by a code that is typed on the phone instead of a QR that is scanned',
    }),
});
export type WhatsAppWebSettings = z.infer<typeof whatsappWebSettings>;

/** The digits of the number, as WhatsApp takes them; null where a QR is to be scanned. */
export function pairingNumber({ phoneNumber }: WhatsAppWebSettings): string | null {
  return phoneNumber?.replace(/\D/g, '') ?? null;
}
