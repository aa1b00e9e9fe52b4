import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Content } from './compose.ts';

/** The mail server. */
export interface MailTransport {
  from: string;
  /** Sends one mail and answers with the server's words. `id` makes the Message-ID, so that a mail sent twice is known as one. */
  send(mail: Content & { to: string; id: string }): Promise<string>;
}

/** A try has to end well before the mailer's claim on the mail does. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Makes the way to the mail server of the settings; null without one. Nothing is connected yet. */
export function createMailTransport({ SMTP_URL, MAIL_FROM }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>): MailTransport | null {
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return null;
  const transport = createTransport({ url: SMTP_URL, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  const domain = /@([\w.-]+)/.exec(MAIL_FROM)?.[1] ?? 'hubbub.invalid';
  return {
    from: MAIL_FROM,
    async send({ id, to, ...content }) {
      const { response } = await transport.sendMail({
        ...content,
        from: MAIL_FROM,
        // As an object, since a string would be read as a list of addresses.
        to: { name: '', address: to },
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return response;
    },
  };
}

const refusal = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
});

/** What became of a try: the server's words where there are any, and whether another try is worth it. */
export function readRefusal(error: unknown): { reason: string; isFinal: boolean } {
  const { data } = refusal.safeParse(error);
  if (!data) return { reason: String(error), isFinal: false };
  // A 5xx to the address or the message is an answer (RFC 5321, 4.2.1); one to the login is a setting that may be put right.
  const isAboutThisMail = data.code === 'EENVELOPE' || data.code === 'EMESSAGE';
  return { reason: (data.response ?? data.message).slice(0, 500), isFinal: isAboutThisMail && (data.responseCode ?? 0) >= 500 };
}
