import { signal } from '@preact/signals-core';

/** Something is being done to many conversations. */
export interface Progress {
  /** What, in words: "Closing…". */
  words: string;
  through: number;
  total: number;
}

/** What is under way for many conversations; null while nothing is. */
export const progress = signal<Progress | null>(null);
