import { tMaybe } from '../../../../words/words.ts';

/** What is wrong in a group, each with what to do: the console names what it misses, and what else it is comes by Telegram's words. */
export function problemWords(problem: string): string[] {
  return problem.split(', ').map((each) => tMaybe(`console:problem.${each}`, {}, each));
}
