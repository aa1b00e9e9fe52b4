/** What every fault says of itself, whatever its provider. */
interface Striking {
  /** How many calls it strikes before it is gone; all until removed when absent. */
  times?: number | undefined;
}

/** A fault that is on, and how many calls it has struck. */
type Counted<New> = New & { id: number; hits: number };

/** The faults that are on, oldest first. */
interface FaultList<New, Target> {
  add(fault: New): Counted<New>;
  list(): Counted<New>[];
  /** False when it was not on. */
  remove(id: number): boolean;
  clear(): void;
  /** The oldest fault that strikes this call, counted. */
  strike(target: Target): Counted<New> | null;
}

/** No faults yet; `matches` says whether one strikes a call. */
export function createFaultList<New extends Striking, Target>(matches: (fault: New, target: Target) => boolean): FaultList<New, Target> {
  const faults = new Map<number, Counted<New>>();
  let lastId = 0;
  return {
    add(fault) {
      const added: Counted<New> = { ...fault, id: ++lastId, hits: 0 };
      faults.set(added.id, added);
      return added;
    },
    list: () => [...faults.values()],
    remove: (id) => faults.delete(id),
    clear: () => faults.clear(),
    strike(target) {
      for (const fault of faults.values()) {
        if (!matches(fault, target)) continue;
        fault.hits += 1;
        if (fault.times !== undefined && fault.hits >= fault.times) faults.delete(fault.id);
        return fault;
      }
      return null;
    },
  };
}
