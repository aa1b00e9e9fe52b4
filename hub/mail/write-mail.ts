import { z } from 'zod';
import type { Hub } from '../core/parts/hub.ts';
import { sealedMailPlace } from '../core/parts/mail-outbox.ts';
import { makeMailedReset, resetLink } from '../domain/agent/password-reset/make-link.ts';
import { User, type UserRecord } from '../domain/user/model.ts';
import { composeMail, type Content } from './compose.ts';
import type { MailRecord } from './model.ts';
import type { loadMailTexts } from './texts.ts';

const values = z.record(z.string(), z.string());

/** Writes a waiting mail; null for one that nobody is to get: a reset of an address that is nobody's. */
export async function writeMail(
  hub: Pick<Hub, 'baseUrl' | 'now' | 'secrets'>,
  texts: ReturnType<typeof loadMailTexts>,
  mail: MailRecord,
): Promise<Content | null> {
  if (mail.kind === 'password-reset') return writeReset(hub, texts, mail);
  const given = values.parse(JSON.parse(hub.secrets.open(mail.sealedValues, sealedMailPlace(mail._id))));
  return composeMail(texts(mail.kind, mail.language ?? 'en', given), given.link ?? null);
}

/** The token is made only now, so that it never lies in the database in a form that opens anything. */
async function writeReset(
  hub: Pick<Hub, 'baseUrl' | 'now'>,
  texts: ReturnType<typeof loadMailTexts>,
  { _id, to }: MailRecord,
): Promise<Content | null> {
  const user = await User.findOne({ email: to }).lean<UserRecord | null>();
  if (!user) return null;
  const { token } = await makeMailedReset(hub, user, _id);
  return composeMail(texts('password-reset', user.language, { name: user.name }), resetLink(hub, token));
}
