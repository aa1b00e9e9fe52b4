import type { Desk } from '../../../bots/console/desk.ts';
import { createRecords } from '../records/records.ts';
import { createDeskAgents } from './agents.ts';
import { createDeskChannels } from './channels.ts';
import { createDeskConversations } from './conversations/conversations.ts';
import { createDeskFiles } from './files.ts';
import { createDeskGroups } from './groups.ts';
import { createDeskLinks } from './links.ts';
import { createDeskMessages } from './messages.ts';
import { createDeskQuickReplies } from './quick-replies.ts';
import { readDigest, readStatus } from './status.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { askReplay } from '../../domain/console/replay.ts';
import { createDeskVisitors } from './visitors.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** The desk of one workspace: the console's port over the hub's verbs, so that permissions and visibility are those of the web. */
export function createDesk(tools: DeskTools): Desk {
  const { hub, workspaceId, ring } = tools;
  return {
    agents: createDeskAgents(tools),
    conversations: createDeskConversations(tools),
    messages: createDeskMessages(tools),
    quickReplies: createDeskQuickReplies(tools),
    files: createDeskFiles(tools),
    links: createDeskLinks(tools),
    groups: createDeskGroups(tools),
    visitors: createDeskVisitors(tools),
    channels: createDeskChannels(tools),
    recordsOf: (botId) => createRecords({ hub, workspaceId, botId, ring }),
    status: () => readStatus(tools),
    digest: () => readDigest(tools),
    async askReplay(agentId) {
      await askReplay(hub, toActor(await getSeat(tools, agentId)));
    },
  };
}
