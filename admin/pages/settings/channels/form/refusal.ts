import { z } from 'zod';
import { ApiError } from '../../../../../hub/api/client.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { t, tMaybe } from '../../../../words/words.ts';

/** Why settings were not taken: in general, by the provider's own words, or field by field. */
export interface Refusal {
  text: string;
  /** The provider's words, as they came. */
  quote: string;
  fields: Record<string, string>;
}

const issues = z.object({
  issues: z.array(
    z.object({ path: z.union([z.string().transform((path) => path.split('.')), z.array(z.coerce.string())]), message: z.string() }),
  ),
});
const refused = z.object({ reason: z.string(), detail: z.string().optional() });

/** What a refusal of `addChannel`, `updateChannel` or `connectConsole` says; `title` is the provider's. */
export function refusalOf(error: unknown, title: string): Refusal {
  const none: Refusal = { text: '', quote: '', fields: {} };
  if (!(error instanceof ApiError)) return { ...none, text: wordsOf(error) };
  if (error.code === 'channel.public-url-needed') return { ...none, text: t('channels:publicUrlNeeded') };
  if (error.code === 'channel.refused' || error.code === 'console.refused') {
    const { reason, detail } = refused.safeParse(error.details).data ?? { reason: '', detail: undefined };
    return { ...none, text: tMaybe(`channels:refused.${reason}`, { title }, t('channels:refused', { title })), quote: detail ?? '' };
  }
  const found = issues.safeParse(error.details).data?.issues ?? [];
  const fields = Object.fromEntries(
    found.flatMap(({ path, message }) => {
      const name = path[path.indexOf('settings') + 1];
      return path.includes('settings') && name ? [[name, message]] : [];
    }),
  );
  return Object.keys(fields).length > 0 ? { ...none, fields } : { ...none, text: wordsOf(error) };
}
