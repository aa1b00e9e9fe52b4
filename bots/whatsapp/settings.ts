import { z } from 'zod';

/** An id of Meta's: digits there, anything that is safe in an address here. */
const id = z
  .string()
  .trim()
  .regex(/^[\w.-]{1,64}$/, 'The id as Meta shows it, such as 106540352242922');
const secret = (max: number) => z.string().trim().regex(/^\S+$/, 'Without blanks').max(max);

/** What an admin enters for a number of the WhatsApp Cloud API. */
export const whatsappSettings = z.strictObject({
  phoneNumberId: id.meta({ title: 'Phone number ID', description: 'WhatsApp, API Setup in the Meta app: not the number itself' }),
  accessToken: secret(2048).meta({
    title: 'Access token',
    description: 'Of a system user with whatsapp_business_messaging and whatsapp_business_management, without expiry',
  }),
  appSecret: secret(256).meta({ title: 'App secret', description: 'App settings, Basic in the Meta app: signs what WhatsApp sends us' }),
  verifyToken: secret(256).meta({
    title: 'Verify token',
    description: 'Any words you choose; asked for again where the webhook is entered by hand',
  }),
  businessAccountId: id
    .optional()
    .meta({ title: 'WhatsApp Business account ID', description: 'Found by the hub when left empty; templates belong to it' }),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'Written as v25.0')
    .default('v25.0')
    .meta({ title: 'Version of the API', description: 'Leave it unless Meta retires this one' }),
});
export type WhatsAppSettings = z.infer<typeof whatsappSettings>;
