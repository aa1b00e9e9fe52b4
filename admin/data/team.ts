import { computed, signal } from '@preact/signals-core';
import type { PresenceView } from '../../hub/api/realtime.ts';
import { listAgents, type AgentView } from '../../hub/api/team/agents.ts';
import { listDepartments, type DepartmentView } from '../../hub/api/team/departments.ts';
import { api } from './api.ts';
import { emitNow, onEvent, onEveryConnect } from './realtime.ts';
import { may, session } from './session.ts';

const agentList = signal<readonly AgentView[]>([]);
const departmentList = signal<readonly DepartmentView[]>([]);
const presences = signal<ReadonlyMap<string, PresenceView>>(new Map());

/** Colleagues with an open seat, by name, oneself included. */
export const agents = computed(() =>
  agentList.value.filter(({ isActive }) => isActive).toSorted((a, b) => a.displayName.localeCompare(b.displayName)),
);

/** The workspace's departments by name. */
export const departments = computed(() => departmentList.value);

const names = computed(() => new Map(agentList.value.map((agent) => [agent.id, agent])));

/** A colleague by id, also one whose seat is closed; undefined when there is none. */
export function agentById(id: string | null | undefined): AgentView | undefined {
  return id ? names.value.get(id) : undefined;
}

/** A department by id. */
export function departmentById(id: string | null | undefined): DepartmentView | undefined {
  return id ? departmentList.value.find((each) => each.id === id) : undefined;
}

/** Whether a colleague is there; undefined while not known. */
export function availabilityOf(agentId: string): PresenceView['availability'] | undefined {
  return presences.value.get(agentId)?.availability;
}

/** Keeps colleagues, departments and who is there up to date, and tells the hub whether somebody sits here. */
export function startTeam(): void {
  onEvent('presence', ({ agents: told }) => {
    presences.value = new Map([...presences.peek(), ...told.map((each): [string, PresenceView] => [each.agentId, each])]);
  });
  onEvent('changed', ({ noun }) => {
    if (noun === 'agents' || noun === 'departments') void load();
  });
  onEveryConnect(() => void load());
  startIdleness();
}

async function load(): Promise<void> {
  if (!session.peek()) return;
  const [foundAgents, foundDepartments] = await Promise.all([
    may('agent.view') ? readAll((cursor) => api.call(listAgents, { query: { limit: 200, ...(cursor && { cursor }) } })) : [],
    may('department.view') ? readAll((cursor) => api.call(listDepartments, { query: { limit: 200, ...(cursor && { cursor }) } })) : [],
  ]).catch(() => [null, null]); // offline: the next connect reads it
  if (foundAgents) agentList.value = foundAgents;
  if (foundDepartments) departmentList.value = foundDepartments;
}

async function readAll<Item>(read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return all;
}

/** Nobody touched anything for five minutes, in a window that may well be open: away. */
const idleAfterMs = 5 * 60_000;

function startIdleness(): void {
  let isIdle = false;
  let timer: ReturnType<typeof setTimeout>;
  const tell = (idle: boolean): void => {
    if (idle === isIdle) return;
    isIdle = idle;
    emitNow('presence.set', { state: idle ? 'idle' : 'active' });
  };
  const touched = (): void => {
    tell(false);
    clearTimeout(timer);
    timer = setTimeout(() => tell(true), idleAfterMs);
  };
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'focus'])
    window.addEventListener(event, touched, { passive: true, capture: true });
  onEveryConnect(() => {
    if (isIdle) emitNow('presence.set', { state: 'idle' });
  });
  touched();
}
