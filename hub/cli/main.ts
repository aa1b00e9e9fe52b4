import { createProgram } from './program.ts';
import { explainError } from './terminal/explain-error.ts';

// Whoever reads the output may stop early, as `| head` does: then the command ends as by Ctrl+C, with its database closed.
process.stdout.on('error', () => {
  if (!process.emit('SIGINT', 'SIGINT')) process.exit(1);
});

const program = createProgram();
try {
  await program.parseAsync();
} catch (error) {
  const { exitCode, message, code, details } = explainError(error);
  const isJson = process.argv.includes('--json');
  if (message !== '') process.stderr.write(`${isJson ? JSON.stringify({ error: { code, message, details } }) : `error: ${message}`}\n`);
  if (process.argv.includes('--verbose') && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = exitCode;
}
