import { expect, test } from 'vitest';
import { judge } from './contrast.ts';

test('puts white on dark colours and black on light ones', () => {
  expect(judge('#2563eb')).toMatchObject({ onColour: '#ffffff', verdict: 'good', suggestion: null });
  expect(judge('#ffd75e')?.onColour).toBe('#000000');
  expect(judge('#000000')?.text).toBeCloseTo(21);
});

test('a pale colour gets a darker one of its hue, which is good', () => {
  const pale = judge('#ffd75e');
  expect(pale?.verdict).toBe('pale');
  const suggestion = pale?.suggestion ?? '';
  expect(judge(suggestion)).toMatchObject({ verdict: 'good' });
  expect(suggestion).not.toBe('#000000');
});

test('every grey is good or has a good suggestion', () => {
  for (let part = 0; part < 256; part += 1) {
    const grey = judge(`#${part.toString(16).padStart(2, '0').repeat(3)}`);
    expect(grey?.suggestion === null || judge(grey?.suggestion ?? '')?.verdict === 'good').toBe(true);
  }
});

test('is no judge of what is no colour', () => {
  expect(judge('blue')).toBeNull();
  expect(judge('#12345')).toBeNull();
});
