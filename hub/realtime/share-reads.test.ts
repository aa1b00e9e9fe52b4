import { expect, test } from 'vitest';
import { createSharedReads } from './share-reads.ts';

function gate() {
  let open: (value: number) => void = () => undefined;
  const passed = new Promise<number>((resolve) => (open = resolve));
  return { passed, open };
}

test('who asks while a read is under way gets the next one, together with all others who wait', async () => {
  const reads = createSharedReads();
  const gates = [gate(), gate(), gate()];
  let begun = 0;
  const ask = () => reads.read('key', () => gates[begun++]!.passed);

  const first = ask();
  const waiting = [ask(), ask(), ask()];
  expect(begun).toBe(1);
  gates[0]!.open(1);
  expect(await first).toBe(1);
  gates[1]!.open(2);

  expect(await Promise.all(waiting)).toEqual([2, 2, 2]);
  expect(begun).toBe(2);
  gates[2]!.open(3);
  expect(await ask()).toBe(3);
});

test('a read that fails fails for those who shared it, and the next is made anew', async () => {
  const reads = createSharedReads();

  const failing = [0, 1].map(() => reads.read('key', () => Promise.reject(new Error('away'))));
  const outcomes = await Promise.allSettled(failing);

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await reads.read('key', () => Promise.resolve('back'))).toBe('back');
});

test('different keys are read side by side', async () => {
  const reads = createSharedReads();
  const { passed, open } = gate();
  const held = reads.read('one', () => passed);

  expect(await reads.read('other', () => Promise.resolve(2))).toBe(2);
  open(1);
  expect(await held).toBe(1);
});
