import type { Picker } from 'emoji-picker-element';
import { isDark } from '../../../../app/theme.ts';
import { language } from '../../../../words/words.ts';

/** A picker of all emoji with search in the language on screen, from our own copy of the data; loaded on first use. Listen to `emoji-click`. */
export async function loadEmojiPicker(choose: (emoji: string) => void): Promise<Picker> {
  const locale = language.peek();
  const [{ Picker: Made }, { default: i18n }] = await Promise.all([
    import('emoji-picker-element'),
    locale === 'ru' ? import('emoji-picker-element/i18n/ru_RU.js') : import('emoji-picker-element/i18n/en.js'),
  ]);
  const picker = new Made({ locale, dataSource: `/admin/emoji/${locale}.json`, i18n });
  picker.classList.add(isDark.peek() ? 'dark' : 'light');
  picker.addEventListener('emoji-click', ({ detail }) => {
    if (detail.unicode !== undefined) choose(detail.unicode);
  });
  return picker;
}
