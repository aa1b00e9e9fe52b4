import { describe, expect, it } from 'vitest';
import { toggleMark, type TextMark } from './formatting.ts';

/** `[` and `]` stand for the selection. */
function toggle(marked: string, mark: TextMark): string {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  const text = marked.replace('[', '').replace(']', '');
  const edit = toggleMark(text, from, to, mark);
  const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  return `${after.slice(0, edit.selectFrom)}‹${after.slice(edit.selectFrom, edit.selectTo)}›${after.slice(edit.selectTo)}`;
}

describe('marking a selection', () => {
  it('puts the signs around the words and keeps them selected', () => {
    expect(toggle('say [hello] now', 'bold')).toBe('say **‹hello›** now');
    expect(toggle('say [hello] now', 'italic')).toBe('say _‹hello›_ now');
    expect(toggle('say [hello] now', 'code')).toBe('say `‹hello›` now');
  });

  it('leaves the spaces beside the words out', () => {
    expect(toggle('say[ hello ]now', 'bold')).toBe('say **‹hello›** now');
  });

  it('takes the mark off again, selected with its signs or without', () => {
    expect(toggle('say **[hello]** now', 'bold')).toBe('say ‹hello› now');
    expect(toggle('say [**hello**] now', 'bold')).toBe('say ‹hello› now');
  });

  it('puts the caret between the signs where nothing is selected', () => {
    expect(toggle('say []', 'bold')).toBe('say **‹›**');
  });

  it('makes a link of words, and gives an address words', () => {
    const edit = toggleMark('see docs', 4, 8, 'link');
    expect(edit.insert).toBe('[docs](https://)');
    expect(edit.insert.slice(edit.selectFrom - 4, edit.selectTo - 4)).toBe('https://');
    expect(toggleMark('https://a.b', 0, 11, 'link')).toMatchObject({ insert: '[](https://a.b)', selectFrom: 1, selectTo: 1 });
  });
});
