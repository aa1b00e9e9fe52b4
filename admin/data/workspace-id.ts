import { signal } from '@preact/signals-core';

const storageKey = 'hub.workspace';

/** The workspace every call is made in; null before the first one is known. A link may name one by `?workspace=`. */
export const workspaceId = signal<string | null>(new URLSearchParams(location.search).get('workspace') ?? localStorage.getItem(storageKey));

/** Keeps the choice for the next visit of this browser; null forgets it. */
export function chooseWorkspace(id: string | null): void {
  if (id === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, id);
  workspaceId.value = id;
}
