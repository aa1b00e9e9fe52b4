import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { moment } from '../fields.ts';

/** What a mail was for. */
export const mailKind = z.enum(['password-reset', 'password-changed', 'invite']);
export type MailKind = z.infer<typeof mailKind>;

export const getMailStatus = endpoint({
  method: 'get',
  path: '/mail/status',
  summary: "Whether a mail server is set, and which of the workspace's mails wait or could not be sent",
  access: 'workspace.manage',
  view: z.object({
    isSetUp: z.boolean(),
    from: z.string().nullable(),
    /** The newest first, twenty at most. `failedAt` is null while it is tried again. */
    troubled: z.array(
      z.object({
        to: z.string(),
        kind: mailKind,
        attempts: z.number().int(),
        reason: z.string(),
        createdAt: moment,
        failedAt: moment.nullable(),
      }),
    ),
  }),
});

export const sendTestMail = endpoint({
  method: 'post',
  path: '/mail/test',
  summary: "Send the calling owner a mail at once and answer with the mail server's words; mail.refused has them in details.reason",
  access: 'workspace.manage',
  view: z.object({ to: z.string(), response: z.string() }),
});
