import { CommanderError } from 'commander';
import { errorMessages } from '../../api/error-messages.ts';
import { ConfigError } from '../../config.ts';
import { HubError } from '../../core/error.ts';
import { censor } from '../../core/log.ts';
import { isDatabaseAway } from '../../database/is-database-away.ts';
import { LocalDatabaseError } from '../../database/local/start-local-database.ts';
import { UsageError } from './usage-error.ts';

/** An error as the command line tells it: one line, and the exit code (1: it failed, 2: the command was not written right). */
export interface Explained {
  code: string;
  message: string;
  details: Record<string, unknown>;
  exitCode: 0 | 1 | 2;
}

/** Puts any error into a sentence. Never with a stack: `--verbose` logs that. */
export function explainError(error: unknown): Explained {
  // Commander has printed its own line, or the help that was asked for.
  if (error instanceof CommanderError) return { code: 'usage', message: '', details: {}, exitCode: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof UsageError) return failed('usage', error.message, 2);
  if (error instanceof HubError) return { ...failed(error.code, sentenceOf(error)), details: error.details };
  if (error instanceof ConfigError) return failed('config', onOneLine(error.message));
  if (error instanceof LocalDatabaseError) return failed('database.away', onOneLine(error.message));
  if (isDatabaseAway(error)) return failed('database.away', `${errorMessages['database.away']} (${messageOf(error)})`);
  return failed('hub.failed', messageOf(error));
}

function failed(code: string, message: string, exitCode: 1 | 2 = 1): Explained {
  return { code, message: censor(message), details: {}, exitCode };
}

/** The table's sentence, with what the details say in words: the provider's own, or the fields that are wrong. */
function sentenceOf({ code, details }: HubError): string {
  const { detail, issues, reason, permission, hint } = details;
  const sentence = errorMessages[code];
  if (typeof detail === 'string') return `${sentence} It said: ${detail}`;
  if (Array.isArray(issues)) return `${sentence} ${issues.map(describeIssue).join('; ')}`;
  if (typeof hint === 'string') return `${sentence} ${hint}`;
  if (typeof reason === 'string') return `${sentence} (${reason})`;
  return typeof permission === 'string' ? `${sentence} (${permission})` : sentence;
}

function describeIssue(issue: unknown): string {
  if (typeof issue !== 'object' || issue === null) return String(issue);
  const path: unknown = Reflect.get(issue, 'path');
  return `${Array.isArray(path) ? path.join('.') : String(path)}: ${String(Reflect.get(issue, 'message'))}`;
}

function messageOf(error: unknown): string {
  return onOneLine(error instanceof Error ? error.message : String(error));
}

function onOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
