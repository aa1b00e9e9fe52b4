import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { naturalId } from '../../database/natural-id.ts';

/** Whose records: one bot account of one workspace. */
export interface Scope {
  workspaceId: ObjectId;
  botId: string;
  hub: Pick<Hub, 'now' | 'log'>;
  /** Called when there is something new to send. */
  ring: () => void;
}

/** The filter that every query of a bot's records carries. */
export function ownedBy({ workspaceId, botId }: Scope) {
  return { workspaceId, botId };
}

/** The `_id` of a record that its creators race for. */
export function keyOf({ workspaceId, botId }: Scope, kind: string, ...parts: (string | number)[]): ObjectId {
  return naturalId(kind, workspaceId.toHexString(), botId, ...parts.map(String));
}

/** An id that came from a button or a command: null when it is none of ours. */
export function readId(text: string): ObjectId | null {
  return /^[0-9a-f]{24}$/.test(text) ? new ObjectId(text) : null;
}
