import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { localServerKinds, type LocalServerKind } from './engine.ts';
import { layOutLocalDatabase } from './local-folder.ts';
import { isRunning, processIdentity } from './process-identity.ts';

const announcement = z.object({ uri: z.string(), kind: z.enum(localServerKinds), hub: processIdentity });

/** The local database that a running hub keeps on this data folder, for a command to attach to; null when no hub runs there. */
export async function findLocalDatabase(dataDir: string): Promise<{ uri: string; kind: LocalServerKind; hubPid: number } | null> {
  const text = await readFile(layOutLocalDatabase(resolve(dataDir)).running, 'utf8').catch(() => null);
  if (text === null) return null;
  const { uri, kind, hub } = announcement.parse(JSON.parse(text));
  return (await isRunning(hub)) ? { uri, kind, hubPid: hub.pid } : null;
}
