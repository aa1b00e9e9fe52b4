import type { World } from './world/state.ts';

/** Resolves with the first truthy value of `predicate`, tried now and after every change; rejects after `timeout` real milliseconds. */
export function waitForChange<Value>(
  world: Pick<World, 'listeners'>,
  predicate: () => Value | undefined | null | false,
  { timeout = 20_000, what = 'the condition' }: { timeout?: number; what?: string } = {},
): Promise<NonNullable<Value>> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      world.listeners.delete(check);
      settle();
    };
    const check = (): void => {
      try {
        const value = predicate();
        if (value) end(() => resolve(value));
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const timer = setTimeout(() => end(() => reject(new Error(`Waited ${timeout} ms in vain for ${what}`))), timeout);
    world.listeners.add(check);
    check();
  });
}
