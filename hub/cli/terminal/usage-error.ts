import type { Command } from 'commander';
import type { z } from 'zod';

/** The command was not written as it must be: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A command's options by a schema whose keys are the options' names in camelCase. Throws UsageError with all that is wrong. */
export function readOptions<Schema extends z.ZodType>(command: Command, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(command.opts());
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${flagOf(String(path[0] ?? ''))}: ${message}`).join('; '));
}

/** A positional argument by a schema. Throws UsageError. */
export function readArgument<Schema extends z.ZodType>(name: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(`<${name}>: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
