import type { Command } from 'commander';
import { z } from 'zod';
import { openSession, type Session } from './context.ts';
import { createOutput, type Output } from './terminal/output.ts';

/** What a command works with. */
export interface Invocation extends Session {
  output: Output;
}

const globals = z.object({ json: z.boolean().default(false), verbose: z.boolean().default(false) });

/** The output as the command line asks for it. */
export function outputOf(command: Command): Output {
  return createOutput({ isJson: globals.parse(command.optsWithGlobals()).json });
}

/** Runs a command's work on the hub's database and closes it whatever happens, also when the person presses Ctrl+C. */
export async function withHub(command: Command, work: (invocation: Invocation) => Promise<void>): Promise<void> {
  const { verbose } = globals.parse(command.optsWithGlobals());
  const session = await openSession({ isVerbose: verbose });
  const closing = () => (closed ??= session.close());
  let closed: Promise<void> | undefined;
  const interrupted = (signal: NodeJS.Signals) => {
    void closing().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await work({ ...session, output: outputOf(command) });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await closing();
  }
}
