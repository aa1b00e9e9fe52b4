import { t, tMaybe } from '../../words/words.ts';

/** What is wrong with each field, by its name and in words of the language on screen. */
export function fieldErrors(issues: readonly { path: string; message: string }[]): Record<string, string> {
  return Object.fromEntries(issues.map(({ path }) => [path, tMaybe(`account:wrong.${path}`, {}, t('account:wrong'))]));
}
