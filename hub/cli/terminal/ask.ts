import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './usage-error.ts';

/** True when a person sits there and can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a person on stderr; a secret is not shown while it is typed. */
export async function ask(question: string, { isSecret = false } = {}): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stderr.write(`${question}: `);
  const lines = createInterface({ input: process.stdin, output: isSecret ? silent : process.stderr, terminal: true });
  try {
    return (await lines.question('')).trim();
  } finally {
    lines.close();
    if (isSecret) process.stderr.write('\n');
  }
}

let piped: Promise<string[]> | undefined;

/** The next line that was piped in: secrets come this way without landing in the shell's history. Throws UsageError at the end. */
export async function readPipedLine(what: string): Promise<string> {
  piped ??= readAll().then((text) => text.split(/\r?\n/).filter((line) => line.trim() !== ''));
  const line = (await piped).shift();
  if (line === undefined) throw new UsageError(`${what} was to come from standard input, which has no more lines`);
  return line.trim();
}

/** Everything that was piped in. */
export async function readAll(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}

/** A secret from its option, from a prompt, or piped in as `-`. Throws UsageError when nobody can be asked. */
export async function readSecret(name: string, given: string | undefined): Promise<string> {
  if (given === '-') return readPipedLine(name);
  if (given !== undefined) return given;
  if (!canAsk()) throw new UsageError(`${name} is missing; give it as an option, or pipe it in and write -`);
  return ask(name, { isSecret: true });
}
