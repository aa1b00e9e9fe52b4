import { ApiError } from '../../../hub/api/client.ts';
import type { ErrorCode } from '../../../hub/api/errors.ts';
import { wordsOf } from '../../app/feedback/error-words.ts';
import { tMaybe } from '../../words/words.ts';

/** Why a link can't be used, in words. One that was cut short on its way is as invalid as a used one. */
export function linkWords(error: unknown, invalid: ErrorCode): string {
  const isMalformed = error instanceof ApiError && error.code === 'request.invalid';
  return isMalformed ? tMaybe(`common:error.${invalid}`) : wordsOf(error);
}
