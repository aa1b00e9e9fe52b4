import { computed, signal } from '@preact/signals-core';
import type { z } from 'zod';
import type { AgentView } from '../../hub/api/team/agents.ts';
import { getOwnAgent, listSeats } from '../../hub/api/team/agents.ts';
import { logOut as logOutEndpoint } from '../../hub/api/team/sessions.ts';
import { getUser, type UserView } from '../../hub/api/team/users.ts';
import { getWorkspace, type WorkspaceView } from '../../hub/api/team/workspaces.ts';
import type { Permission } from '../../hub/api/permissions.ts';
import { timeZone } from '../words/formats.ts';
import { api, isSignedOut, isUnreachable, plainApi } from './api.ts';
import { chooseWorkspace, workspaceId } from './workspace-id.ts';
import { queryClient } from './query-client.ts';

export type Seat = z.infer<NonNullable<(typeof listSeats)['view']>>['items'][number];

/** Who is signed in, where, with which rights. */
export interface Session {
  user: UserView;
  seats: Seat[];
  agent: AgentView;
  workspace: WorkspaceView;
}

/** Null: nobody is signed in; undefined: not known yet. */
export const session = signal<Session | null | undefined>(undefined);

/** The session of a page that is only shown to somebody signed in. Throws when nobody is. */
export function signedIn(): Session {
  if (!session.value) throw new Error('nobody is signed in');
  return session.value;
}

const permissions = computed(() => new Set<Permission>(session.value?.agent.permissions ?? []));

/** True when the signed-in agent may do it: what it may not is not offered. */
export function may(permission: Permission): boolean {
  return permissions.value.has(permission);
}

/** Finds out who is signed in; a workspace that is not theirs (any more) gives way to the first that is. */
export async function loadSession(): Promise<Session | null> {
  try {
    const [user, { items: seats }] = await Promise.all([plainApi.call(getUser), plainApi.call(listSeats)]);
    const seat = seats.find((each) => each.workspaceId === workspaceId.peek()) ?? seats[0];
    if (!seat) throw new NoSeat(user);
    chooseWorkspace(seat.workspaceId);
    const [agent, workspace] = await Promise.all([api.call(getOwnAgent), api.call(getWorkspace)]);
    timeZone.value = agent.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    session.value = { user, seats, agent, workspace };
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    session.value = null;
  }
  return session.value ?? null;
}

/** Reads again who is signed in, for a page that is on screen: a session that ended meanwhile is asked for over it, nothing typed is lost. */
export async function refreshSession(): Promise<void> {
  const before = session.peek();
  if (!before) return;
  try {
    const [user, { items: seats }, agent, workspace] = await Promise.all([
      api.call(getUser),
      api.call(listSeats),
      api.call(getOwnAgent),
      api.call(getWorkspace),
    ]);
    session.value = { user, seats, agent, workspace };
  } catch (error) {
    if (isUnreachable(error)) return; // the next connect brings it
    // The seat is closed, or the person rather left: what may be seen is found out anew.
    location.reload();
  }
}

/** Signed in, but every seat was closed. */
export class NoSeat extends Error {
  readonly user: UserView;
  constructor(user: UserView) {
    super('no seat');
    this.name = 'NoSeat';
    this.user = user;
  }
}

/** Goes to another workspace: everything of the one before is forgotten. */
export async function switchWorkspace(id: string): Promise<void> {
  chooseWorkspace(id);
  queryClient.clear();
  // A fresh page is the one way in which nothing of the other workspace can stay on screen.
  location.assign('/admin/');
}

/** Ends the session on this browser. */
export async function logOut(): Promise<void> {
  await plainApi.call(logOutEndpoint);
  location.assign('/admin/login');
}
