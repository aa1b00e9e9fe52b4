import { z } from 'zod';
import { formatNames } from '../../../bots/contract/abilities.ts';
import { ApiError } from '../../../hub/api/client.ts';
import { readRefusedFile, type RefusedFile } from '../../../hub/api/refused-file.ts';
import { fileSize } from '../../words/formats.ts';
import { t, tMaybe } from '../../words/words.ts';

const issues = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });
const waiting = z.object({ retryAfterSeconds: z.number() });

/** An error in the language on screen: what happened and what to do. Texts lie in the area `common` under `error.<code>`. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof TypeError ? t('common:error.unreachable') : t('common:error.unknown');
  const file = readRefusedFile(error);
  if (file) return wordsOfFile(file);
  const wait = waiting.safeParse(error.details);
  const values = wait.success ? { seconds: wait.data.retryAfterSeconds } : {};
  const words = tMaybe(`common:error.${error.code}`, values, error.message);
  const first = error.code === 'request.invalid' ? issuesOf(error)[0] : undefined;
  return first ? `${words} ${first.path.replace(/^(body|query|params)\./, '')}: ${first.message}` : words;
}

/** Which file a channel won't take, and why. */
function wordsOfFile({ ability, name, size, limit, formats }: RefusedFile): string {
  const values = { name, size: fileSize(size), limit: fileSize(limit), formats: formatNames(formats).join(', ') };
  return t(`common:error.refusedFile.${ability}`, values);
}

/** What the hub found wrong, field by field: for a form to show each beside its field (`body.` is cut off). */
export function issuesOf(error: unknown): { path: string; message: string }[] {
  if (!(error instanceof ApiError)) return [];
  const parsed = issues.safeParse(error.details);
  return parsed.success ? parsed.data.issues.map(({ path, message }) => ({ path: path.replace(/^body\./, ''), message })) : [];
}
