import type { Availability } from '../../api/realtime.ts';
import type { ObjectId } from '../ids.ts';

/** What presence needs to know of a seat. */
export interface SeatOnDuty {
  _id: ObjectId;
  duty: { onDuty: boolean; since: Date };
  /** Present when a Telegram account is linked. */
  telegram?: unknown;
}

/** One window of an agent. */
export interface PresenceHandle {
  setState(state: 'active' | 'idle'): void;
  leave(): void;
}

/** Whose presence changed; ids as on the wire. */
export interface PresenceChange {
  workspaceId: string;
  agentId: string;
}

/** Who of the agents is there, in memory only: all windows and devices of an agent are one person. */
export interface Presence {
  /** A window opened; it begins as active. The same device again takes the place of its former self. */
  connected(workspaceId: ObjectId, agentId: ObjectId, deviceId: string): PresenceHandle;
  /**
   * Off: not on duty. Available: an active window, or none at all and a linked Telegram account to be reached by. Away: idle in every
   * window, or none and no Telegram. For half a minute after the last window went, the agent counts as before: a reload is no absence.
   */
  availabilityOf(seat: SeatOnDuty): Availability;
  /** Since when it is as `availabilityOf` says; at the earliest since the hub started. */
  sinceOf(seat: SeatOnDuty): Date;
  /** Hears of windows coming, going, becoming idle. Changes of duty and of Telegram links come as the fact agent.changed. Returns its removal. */
  onChange(listener: (change: PresenceChange) => void): () => void;
}

/** A reload, or a network that switches, takes less than this. */
const graceMs = 30_000;

interface Person {
  workspaceId: string;
  windows: Map<string, { state: 'active' | 'idle' }>;
  /** As all windows together; kept through the grace after the last one went. */
  state: 'active' | 'idle' | 'gone';
  since: Date;
  grace?: NodeJS.Timeout;
}

/** Makes the presence of one process. */
export function createPresence(now: () => Date, grace = graceMs): Presence {
  const people = new Map<string, Person>();
  const listeners = new Set<(change: PresenceChange) => void>();
  const startedAt = now();

  return {
    connected(workspaceId, agentId, deviceId) {
      const person = meet(workspaceId.toHexString(), agentId.toHexString());
      const window: { state: 'active' | 'idle' } = { state: 'active' };
      person.windows.set(deviceId, window);
      settle(agentId.toHexString(), person);
      return {
        setState(state) {
          window.state = state;
          settle(agentId.toHexString(), person);
        },
        leave() {
          if (person.windows.get(deviceId) !== window) return;
          person.windows.delete(deviceId);
          settle(agentId.toHexString(), person);
        },
      };
    },

    availabilityOf({ _id, duty, telegram }) {
      if (!duty.onDuty) return 'off';
      const state = people.get(_id.toHexString())?.state ?? 'gone';
      if (state === 'gone') return telegram ? 'available' : 'away';
      return state === 'active' ? 'available' : 'away';
    },

    sinceOf({ _id, duty }) {
      const person = people.get(_id.toHexString());
      const known = person?.since ?? startedAt;
      return !duty.onDuty || duty.since > known ? duty.since : known;
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function meet(workspaceId: string, agentId: string): Person {
    const known = people.get(agentId);
    if (known) return known;
    const person: Person = { workspaceId, windows: new Map(), state: 'gone', since: now() };
    people.set(agentId, person);
    return person;
  }

  function settle(agentId: string, person: Person): void {
    clearTimeout(person.grace);
    delete person.grace;
    if (person.windows.size > 0) {
      become(agentId, person, [...person.windows.values()].some(({ state }) => state === 'active') ? 'active' : 'idle');
      return;
    }
    person.grace = setTimeout(() => become(agentId, person, 'gone'), grace).unref();
  }

  function become(agentId: string, person: Person, state: Person['state']): void {
    if (person.state === state) return;
    person.state = state;
    person.since = now();
    for (const listener of listeners) listener({ workspaceId: person.workspaceId, agentId });
  }
}
