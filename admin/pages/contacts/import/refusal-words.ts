import type { CustomFieldView } from '../../../../hub/api/customers/custom-fields.ts';
import { t } from '../../../words/words.ts';
import { wordsOfField } from '../contact-words.ts';

/** Names of a CSV's targets as the contact's own fields are called. */
const fieldOfTarget: Readonly<Record<string, string>> = { email: 'emails', phone: 'phones' };

/** What a column is read into, in words. */
export function wordsOfTarget(target: string, customFields: readonly CustomFieldView[]): string {
  return wordsOfField(fieldOfTarget[target] ?? target, customFields);
}

/** Why a row was refused, in the language on screen as far as it is known; the hub says it in English: `email: is not an e-mail address`. */
export function wordsOfRefusal(reason: string, customFields: readonly CustomFieldView[]): string {
  if (reason === 'says nothing of a contact') return t('contacts:refusal.nothing');
  const [, target = '', problem = reason] = /^((?:field:)?[\w-]+): (.*)$/.exec(reason) ?? [];
  const about = target ? `${wordsOfTarget(target, customFields)}: ` : '';
  return about + wordsOfProblem(problem);
}

function wordsOfProblem(problem: string): string {
  if (problem === 'is not an e-mail address') return t('contacts:refusal.email');
  if (problem === 'is not a phone number') return t('contacts:refusal.phone');
  if (problem.startsWith('is empty')) return t('contacts:refusal.noMatch');
  if (problem.startsWith('is longer than')) return t('contacts:refusal.tooLong');
  if (problem.startsWith('must be a language tag')) return t('contacts:refusal.language');
  if (problem.startsWith('must be one of: ')) return t('contacts:refusal.choice', { choices: problem.slice('must be one of: '.length) });
  if (problem.startsWith('has a tag')) return t('contacts:refusal.tags');
  return problem;
}
