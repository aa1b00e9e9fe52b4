import { z } from 'zod';
import { ApiError } from '../../../../../hub/api/client.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import { refusalWords } from '../reason-words.ts';

/** Why settings were not taken: in general, by the provider's own words, or field by field. */
export interface Refusal {
  text: string;
  /** The provider's words, as they came. */
  quote: string;
  /** The setting that both are about; empty: none that is known. */
  setting: string;
  fields: Record<string, string>;
}

const issues = z.object({
  issues: z.array(
    z.object({ path: z.union([z.string().transform((path) => path.split('.')), z.array(z.coerce.string())]), message: z.string() }),
  ),
});
const refused = z.object({ reason: z.string(), setting: z.string().optional() });

/** Nothing was refused. */
export const noRefusal: Refusal = { text: '', quote: '', setting: '', fields: {} };

/** What a refusal of `addChannel`, `updateChannel` or `connectConsole` says; `title` is the provider's. */
export function refusalOf(error: unknown, title: string): Refusal {
  if (!(error instanceof ApiError)) return { ...noRefusal, text: wordsOf(error) };
  if (error.code === 'channel.public-url-needed') return { ...noRefusal, text: t('channels:publicUrlNeeded') };
  if (error.code === 'channel.refused' || error.code === 'console.refused') {
    const { reason = '', setting = '' } = refused.safeParse(error.details).data ?? {};
    const { ours, quote } = refusalWords(error.details);
    const text = ours || tMaybe(`channels:refused.${reason}`, { title }, t('channels:refused', { title }));
    return { ...noRefusal, text, quote, setting };
  }
  const found = issues.safeParse(error.details).data?.issues ?? [];
  const fields = Object.fromEntries(
    found.flatMap(({ path, message }) => {
      const name = path[path.indexOf('settings') + 1];
      return path.includes('settings') && name ? [[name, message]] : [];
    }),
  );
  return Object.keys(fields).length > 0 ? { ...noRefusal, fields } : { ...noRefusal, text: wordsOf(error) };
}
