import { describe, expect, it } from 'vitest';
import { findTrigger } from './trigger.ts';

const inNote = { canMention: true };
const inReply = { canMention: false };
const at = (text: string, can = inNote) => findTrigger(text, text.length, can);

describe('what a list can finish', () => {
  it('is a quick reply after a slash at the start or after a space', () => {
    expect(at('/')).toEqual({ kind: 'quick-reply', query: '', from: 0 });
    expect(at('Hello /ref')).toEqual({ kind: 'quick-reply', query: 'ref', from: 6 });
    expect(at('Hello\n/спас')).toEqual({ kind: 'quick-reply', query: 'спас', from: 6 });
  });

  it('is none within a word, an address or a path', () => {
    expect(at('and/or')).toBeNull();
    expect(at('https://example.com/a')).toBeNull();
    expect(at('/usr/bin')).toBeNull();
  });

  it('is a colleague in notes only, with the family name too', () => {
    expect(at('ask @Ada O')).toEqual({ kind: 'mention', query: 'Ada O', from: 4 });
    expect(at('ask @Ada O', inReply)).toBeNull();
    expect(at('mail@example')).toBeNull();
  });

  it('is an emoji after a colon and two letters', () => {
    expect(at('nice :smi', inReply)).toEqual({ kind: 'emoji', query: 'smi', from: 5 });
    expect(at('nice :s')).toBeNull();
    expect(at('at 10:30')).toBeNull();
  });

  it('looks only at what stands before the caret', () => {
    expect(findTrigger('/ref tail', 4, inNote)).toEqual({ kind: 'quick-reply', query: 'ref', from: 0 });
    expect(findTrigger('/ref tail', 9, inNote)).toBeNull();
  });
});
