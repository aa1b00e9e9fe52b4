import { systemActor } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import { TimedBlock, type TimedBlockRecord } from '../../domain/console/records/block.ts';
import { editContact } from '../../domain/contact/edit-contact.ts';
import { blockContact } from '../../domain/data/contact/block-contact.ts';
import type { DeskTools } from '../desk/tools.ts';

/** Ends the blocks whose time is over. Unblocking twice changes nothing, so any number of hubs may do it, and a crash is made up for. */
export async function endBlocks({ hub, workspaceId }: Pick<DeskTools, 'hub' | 'workspaceId'>): Promise<void> {
  const due = await TimedBlock.find({ workspaceId, until: { $lte: hub.now() } })
    .limit(50)
    .lean<TimedBlockRecord[]>();
  for (const { _id, until } of due) {
    try {
      await blockContact(hub, systemActor(workspaceId), _id, false);
    } catch (error) {
      if (!isHubError(error, 'contact.unknown')) throw error;
      // Erased meanwhile, or merged away: an undo must not bring it back blocked for good.
      await editContact(hub, { workspaceId, contactId: _id, isGoneToo: true }, () => ({ blocked: false }));
    }
    await TimedBlock.deleteOne({ _id, until });
  }
}
