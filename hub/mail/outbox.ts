import type { Hub } from '../core/parts/hub.ts';
import { sealedMailPlace, type MailOutbox } from '../core/parts/mail-outbox.ts';
import { ObjectId } from '../core/ids.ts';
import { Mail } from './model.ts';

/** How long a mail that could not be sent stays to be read of. */
const keptMs = 7 * 86_400_000;

/** Makes the outbox: mails are stored here and sent by whichever hub's mailer comes first. */
export function createMailOutbox(hub: Pick<Hub, 'config' | 'now' | 'secrets' | 'wake'>): MailOutbox {
  const isSetUp = hub.config.SMTP_URL !== undefined;
  return {
    isSetUp,
    async queue(mail) {
      if (!isSetUp) return;
      const _id = new ObjectId();
      const now = hub.now();
      await Mail.create({
        _id,
        kind: mail.kind,
        to: mail.to,
        language: 'language' in mail ? mail.language : null,
        workspaceId: 'workspaceId' in mail ? mail.workspaceId : null,
        sealedValues: hub.secrets.seal(JSON.stringify('values' in mail ? mail.values : {}), sealedMailPlace(_id)),
        createdAt: now,
        dueAt: now,
        attempts: 0,
        expiresAt: new Date(now.getTime() + keptMs),
      });
      hub.wake.ring('mail', { mailId: _id.toHexString() });
    },
  };
}
