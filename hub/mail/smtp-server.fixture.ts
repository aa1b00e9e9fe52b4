import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail as a real SMTP server got it. */
export interface ReceivedMail {
  to: string[];
  raw: string;
  /** The first link in it, with quoted-printable undone; empty without one. */
  link: string;
}

/** A mail server of the test's own. */
export interface TestSmtp {
  url: string;
  received: ReceivedMail[];
  /** Answers the next recipients so; null: takes them. */
  refuseWith(answer: { code: number; words: string } | null): void;
}

/** Starts an SMTP server on a free port until the test ends. */
export async function startSmtp(): Promise<TestSmtp> {
  const received: ReceivedMail[] = [];
  let refusal: { code: number; words: string } | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, callback) {
      callback(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : undefined);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const plain = raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw, link: /https?:\/\/\S+/.exec(plain)?.[0] ?? '' });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo; // A TCP server that listens has one.
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuseWith(answer) {
      refusal = answer;
    },
  };
}
