import type { SettingField } from './schema-fields.ts';

/** What a form's texts mean: the settings to send, and the fields that stop it from being sent. */
export interface ReadSettings {
  settings: Record<string, unknown>;
  problems: Record<string, 'missing' | 'unreadable'>;
}

/** Reads a form. An empty field is left out: with `isChange` it stays as the hub has it, so nothing is missing then. */
export function settingsFrom(
  fields: readonly SettingField[],
  texts: Readonly<Record<string, string>>,
  { isChange = false }: { isChange?: boolean } = {},
): ReadSettings {
  const read: ReadSettings = { settings: {}, problems: {} };
  for (const field of fields) {
    const text = (texts[field.name] ?? '').trim();
    if (text === '') {
      if (field.isRequired && !isChange) read.problems[field.name] = 'missing';
      continue;
    }
    const value = valueOf(field, text);
    if (value === undefined) read.problems[field.name] = 'unreadable';
    else read.settings[field.name] = value;
  }
  return read;
}

/** The value that a text stands for; undefined when it stands for none. */
function valueOf({ kind, options }: SettingField, text: string): unknown {
  switch (kind) {
    case 'choice':
      return options.find(({ value }) => value === text)?.given;
    case 'switch':
      return text === 'true';
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'list':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'json':
      return parseJson(text);
    case 'text':
    case 'secret':
      return text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
