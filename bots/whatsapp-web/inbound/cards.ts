import type { SharedContact } from '../../contract/content.ts';

/** Shared cards (vCard 3.0 as WhatsApp writes it): names, numbers and addresses; what can't be read is left out. */
export function readCards(cards: readonly string[]): SharedContact[] {
  return cards.map((card) => {
    // A line that begins with a blank goes on with the one before.
    const lines = card.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
    const valuesOf = (property: string) =>
      lines.flatMap((line) => {
        const [, value] = new RegExp(`^(?:item\\d+\\.)?${property}(?:;[^:]*)?:(.+)$`, 'i').exec(line) ?? [];
        return value === undefined ? [] : [plain(value)];
      });
    const [name] = [...valuesOf('FN'), ...valuesOf('N').map((parts) => parts.split(';').filter(Boolean).join(' '))];
    return { name: name ?? '', phones: valuesOf('TEL'), emails: valuesOf('EMAIL') };
  });
}

function plain(value: string): string {
  return value
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .trim();
}
