import type { DraftMode } from '../../../../../hub/api/customers/drafts.ts';
import { t } from '../../../../words/words.ts';

/** What the field is called and what stands in it while it is empty. */
export function fieldWords({ mode, isEditing, name, provider }: { mode: DraftMode; isEditing: boolean; name: string; provider: string }): {
  label: string;
  placeholder: string;
} {
  const placeholder = mode === 'note' ? t('composer:notePlaceholder') : name ? t('composer:replyPlaceholder', { name, provider }) : '';
  if (isEditing) return { label: t('composer:editing'), placeholder };
  return { label: mode === 'note' ? placeholder : t('composer:replyTo', { name }), placeholder };
}
