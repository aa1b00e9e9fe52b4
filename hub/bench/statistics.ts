import type { Moments } from './protocol.ts';

/** Milliseconds from each marker's first moment to its second; markers without a second are left out. */
export function latencies(from: Moments, to: Moments): number[] {
  const ends = new Map(to);
  return from.flatMap(([marker, at]) => {
    const end = ends.get(marker);
    return end === undefined ? [] : [(end - at) / 1000];
  });
}

/** The value below which a share (0 to 1) of the values lies; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** What is told of a series of ratios, one for each pair of runs. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** The middle and the ends of what the pairs gave. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}
