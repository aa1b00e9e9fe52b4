import { z } from 'zod';
import type { AnyChannel } from '../../../../bots/contract/channel.ts';
import { ask, canAsk, readAll, readPipedLine } from '../../terminal/ask.ts';
import { UsageError } from '../../terminal/usage-error.ts';

type Settings = Record<string, unknown>;

const json = z.record(z.string(), z.unknown());

/** Settings from `--settings` (JSON, or `-` for JSON on standard input) and each `--set key=value` over it (`key=-` takes a piped line). */
export async function readSettings({ settings, set }: { settings?: string | undefined; set: readonly string[] }): Promise<Settings> {
  const base = settings === undefined ? {} : parseJson(settings === '-' ? await readAll() : settings);
  const result: Settings = { ...base };
  for (const pair of set) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw new UsageError('--set: must be key=value');
    result[key] = value === '-' ? await readPipedLine(key) : value;
  }
  return result;
}

/** Asks a person for the settings that the provider needs and that are not given; with nobody to ask, the provider's check will name them. */
export async function askForMissing(kind: AnyChannel, given: Settings): Promise<Settings> {
  if (!canAsk()) return given;
  const result = { ...given };
  const parsed = kind.settingsSchema.safeParse(given);
  for (const { path } of parsed.success ? [] : parsed.error.issues) {
    const [key] = path;
    if (path.length !== 1 || typeof key !== 'string' || key in result) continue;
    result[key] = await ask(key, { isSecret: kind.secretSettings.includes(key) });
  }
  return result;
}

function parseJson(text: string): Settings {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    // Not with the text: it may hold a secret.
    throw new UsageError('--settings: must be a JSON object');
  }
}
