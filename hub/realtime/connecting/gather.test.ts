import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** Answers when told to, and keeps what it was asked. */
function questioned() {
  const calls: { questions: readonly number[]; answer(): void; fail(): void }[] = [];
  const answerAll = (questions: readonly number[]) =>
    new Promise<readonly number[]>((resolve, reject) => {
      calls.push({
        questions,
        answer: () => resolve(questions.map((each) => each * 10)),
        fail: () => reject(new Error('away')),
      });
    });
  return { calls, answerAll };
}

test('the first is asked at once, what comes meanwhile together, and each gets its own answer', async () => {
  const { calls, answerAll } = questioned();
  const ask = gather(answerAll, 3);

  const all = [1, 2, 3, 4, 5].map(ask);
  expect(calls.map(({ questions }) => questions)).toEqual([[1]]);
  calls[0]?.answer();
  await all[0];
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer();
  await expect.poll(() => calls.length).toBe(3);
  calls[2]?.answer();

  expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  expect(calls.map(({ questions }) => questions)).toEqual([[1], [2, 3, 4], [5]]);
});

test('a call that fails fails its own questions, and the next ones are asked', async () => {
  const { calls, answerAll } = questioned();
  const ask = gather(answerAll, 10);

  const [first, second] = [ask(1), ask(2)];
  calls[0]?.fail();
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer();

  expect(await second).toBe(20);
  const later = ask(3);
  await expect.poll(() => calls.length).toBe(3);
  calls[2]?.answer();
  expect(await later).toBe(30);
});
