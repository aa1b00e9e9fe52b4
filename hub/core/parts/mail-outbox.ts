import type { Language } from '../../api/fields.ts';
import type { ObjectId } from '../ids.ts';

/** A mail to be written and sent: what it is for, to whom, and what its text needs. */
export type OutgoingMail =
  /** Asked for by anybody who typed this address: whether it is anybody's is looked up when it is sent, and only then a link is made. */
  | { kind: 'password-reset'; to: string }
  | { kind: 'password-changed'; to: string; language: Language; values: { name: string } }
  | {
      kind: 'invite';
      to: string;
      language: Language;
      workspaceId: ObjectId;
      values: { workspace: string; inviter: string; link: string; until: string };
    };

/** Where mails wait for the mail server: stored before the request is answered, sent behind it, kept until it was. */
export interface MailOutbox {
  /** True when a mail server is set; without one nothing is queued. */
  readonly isSetUp: boolean;
  /** Stores a mail and rings its sender; one database call. Does nothing without a mail server. */
  queue(mail: OutgoingMail): Promise<void>;
}

/** What the text of a waiting mail is sealed to, since an invite's link is in it. */
export function sealedMailPlace(mailId: ObjectId): { workspaceId: string; field: string } {
  return { workspaceId: 'mails', field: mailId.toHexString() };
}
