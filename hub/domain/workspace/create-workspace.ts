import type { Language } from '../../api/fields.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId, randomToken } from '../../core/ids.ts';
import { createCounter } from '../../database/counters.ts';
import { Workspace, type WorkspaceRecord } from './model.ts';

/** What a workspace begins with. */
export interface NewWorkspace {
  name: string;
  /** An IANA name. */
  timeZone: string;
  language: Language;
}

/** The name of the counter that numbers a workspace's conversations. */
export function conversationCounter(workspaceId: ObjectId): string {
  return `conversations:${workspaceId.toHexString()}`;
}

/** Makes a workspace with its counters; it has no seat yet. */
export async function createWorkspace(hub: Pick<Hub, 'now'>, input: NewWorkspace): Promise<WorkspaceRecord> {
  const _id = new ObjectId();
  await createCounter(conversationCounter(_id));
  const created = await Workspace.create({
    ...input,
    _id,
    widgetKey: `wk_${randomToken(18)}`,
    settings: { inviteDays: 7 },
    createdAt: hub.now(),
  });
  return created.toObject();
}
