/** One value that a change made another: where it lies, as it was and as it is; undefined where it was not there. */
export interface Change {
  /** `settings`, `handing`, `mode`. */
  path: readonly string[];
  before: unknown;
  after: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** What differs between two records of the audit log, nested values one by one, lists as a whole; what is the same is left out. */
export function changesBetween(before: Values | null, after: Values | null): Change[] {
  return walk([], before ?? {}, after ?? {});
}

function walk(path: readonly string[], before: Values, after: Values): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const here = [...path, key];
    const isNested = (isRecord(old) || isBlank(old)) && (isRecord(now) || isBlank(now)) && (isRecord(old) || isRecord(now));
    if (!isNested) return isBlank(old) && isBlank(now) ? [] : [{ path: here, before: old, after: now }];
    return walk(here, isRecord(old) ? old : {}, isRecord(now) ? now : {});
  });
}

/** What a list gained and lost; null where one of both is no list. */
export function listChange(before: unknown, after: unknown): { added: unknown[]; removed: unknown[] } | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  const has = (list: readonly unknown[], value: unknown): boolean => list.some((each) => JSON.stringify(each) === JSON.stringify(value));
  return { added: after.filter((each) => !has(before, each)), removed: before.filter((each) => !has(after, each)) };
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBlank(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
