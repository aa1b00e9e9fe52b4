import { ApiError } from '../../../../hub/api/client.ts';
import { issuesOf, wordsOf } from '../../../app/feedback/error-words.ts';
import { t } from '../../../words/words.ts';

/** What is wrong with a form: beside its fields where it can be told, else above its buttons. */
export interface Problems {
  fields: Readonly<Record<string, string>>;
  general: string;
}

/** Nothing is wrong. */
export const noProblems: Problems = { fields: {}, general: '' };

/**
 * What an error says of a form. `words` are texts by a field's path (`settings.inviteDays`); `codes` name the field that a code of the hub is
 * about, with its text. What belongs to no field that is named is told in general.
 */
export function problemsOf(
  error: unknown,
  words: Readonly<Record<string, string>>,
  codes: Readonly<Record<string, { field: string; text: string }>> = {},
): Problems {
  const known = error instanceof ApiError ? codes[error.code] : undefined;
  if (known) return { fields: { [known.field]: known.text }, general: '' };
  const fields = Object.fromEntries(
    issuesOf(error).flatMap(({ path }) => {
      const name = Object.keys(words).find((each) => path === each || path.startsWith(`${each}.`));
      return name === undefined ? [] : [[name, words[name] ?? '']];
    }),
  );
  return Object.keys(fields).length > 0 ? { fields, general: t('team:notSaved') } : { fields: {}, general: wordsOf(error) };
}
