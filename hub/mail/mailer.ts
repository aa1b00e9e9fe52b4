import type { Hub } from '../core/parts/hub.ts';
import { Mail, type MailRecord } from './model.ts';
import { loadMailTexts } from './texts.ts';
import { createMailTransport, readRefusal, type MailTransport } from './transport.ts';
import { writeMail } from './write-mail.ts';

/** Sends what waits in the outbox, one after another: at once when rung, and by the sweep. */
export interface Mailer {
  /** Sends all mails that are due; resolves when there are none left. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

type MailerHub = Pick<Hub, 'baseUrl' | 'config' | 'log' | 'now' | 'secrets' | 'wake'>;

/** A mail is one process's to send for that long; longer than the transport's timeouts together. */
const claimMs = 120_000;
const firstRetryMs = 30_000;
const longestRetryMs = 30 * 60_000;
/** A reset link that comes hours later only confuses; an invite is still welcome the next day. */
const givenUpAfterMs = { 'password-reset': 3_600_000, 'password-changed': 86_400_000, invite: 86_400_000 };

/** Starts the mailer of this process; without a mail server it does nothing. A crash between sending and noting it sends a mail twice, never none. */
export function startMailer(hub: MailerHub): Mailer {
  const transport = createMailTransport(hub.config);
  const texts = loadMailTexts();
  let isStopped = transport === null;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;

  const unanswer = hub.wake.answer('mail', () => {
    run().catch((error: unknown) => {
      hub.log.warn({ err: error }, 'mails could not be looked for; the sweep tries again');
    });
  });

  function run(): Promise<void> {
    isAskedAgain = true;
    running ??= sendAll().finally(() => {
      running = null;
    });
    return running;
  }

  async function sendAll(): Promise<void> {
    while (isAskedAgain && !isStopped && transport) {
      isAskedAgain = false;
      for (let mail = await claimNext(hub); mail && !isStopped; mail = await claimNext(hub)) await sendClaimed(hub, transport, texts, mail);
    }
  }

  return {
    sweep: run,
    async stop() {
      isStopped = true;
      unanswer();
      await running;
    },
  };
}

/** Takes the mail that is due longest by moving its due date ahead. */
async function claimNext(hub: Pick<Hub, 'now'>): Promise<MailRecord | null> {
  const now = hub.now();
  return Mail.findOneAndUpdate(
    { dueAt: { $lte: now } },
    { $set: { dueAt: new Date(now.getTime() + claimMs) }, $inc: { attempts: 1 } },
    { sort: { dueAt: 1 }, returnDocument: 'after' },
  ).lean<MailRecord | null>();
}

async function sendClaimed(
  hub: MailerHub,
  transport: MailTransport,
  texts: ReturnType<typeof loadMailTexts>,
  mail: MailRecord,
): Promise<void> {
  const { _id, attempts } = mail;
  try {
    const content = await writeMail(hub, texts, mail);
    if (content) await transport.send({ ...content, to: mail.to, id: _id.toHexString() });
  } catch (error) {
    await noteFailure(hub, mail, error);
    return;
  }
  await Mail.deleteOne({ _id, attempts });
}

async function noteFailure(hub: MailerHub, { _id, attempts, kind, createdAt }: MailRecord, error: unknown): Promise<void> {
  const now = hub.now();
  const { reason, isFinal } = readRefusal(error);
  const dueAt = new Date(now.getTime() + Math.min(firstRetryMs * 4 ** (attempts - 1), longestRetryMs));
  const isGivenUp = isFinal || dueAt.getTime() - createdAt.getTime() > givenUpAfterMs[kind];
  hub.log[isGivenUp ? 'error' : 'warn'](
    { err: error, mailId: _id.toHexString(), kind, attempts },
    isGivenUp ? 'a mail was given up' : 'a mail is tried again',
  );
  await Mail.updateOne(
    { _id, attempts },
    isGivenUp ? { $set: { reason, failedAt: now }, $unset: { dueAt: 1 } } : { $set: { reason, dueAt } },
  );
}
