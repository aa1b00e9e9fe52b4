import type { DeskVisitors } from '../../../bots/console/desk.ts';
import type { DeskVisitor } from '../../../bots/console/desk-views.ts';
import { HubError } from '../../core/error.ts';
import type { Visitor } from '../../core/visiting/visitor.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { latestFirst } from '../../domain/visitor/list-visitors.ts';
import { presentVisitor } from '../../domain/visitor/present.ts';
import { writeToVisitor } from '../../domain/visitor/write-to-visitor.ts';
import { authorize } from '../../core/actor.ts';
import { presentForDesk } from './conversations/present-conversation.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** Who is on the site now. A visit is named by its own id, since a browser's name may be too long for a button. */
export function createDeskVisitors(tools: DeskTools): DeskVisitors {
  const { hub, workspaceId } = tools;

  async function seatOf(agentId: string) {
    const actor = toActor(await getSeat(tools, agentId));
    authorize(actor, 'visitor.view');
    return actor;
  }

  function find(visit: string): Readonly<Visitor> {
    for (const visitor of hub.visitors.of(workspaceId)) if (visitor.visitId.toHexString() === visit) return visitor;
    throw new HubError('visitor.gone', { visit });
  }

  function present(visitor: Readonly<Visitor>): DeskVisitor {
    const { name, page, cameAt, country, city, isChatOpen } = presentVisitor(hub, visitor);
    return {
      id: visitor.visitId.toHexString(),
      name,
      label: visitor.id.replace(/^[a-z]_/, '').slice(0, 4),
      page,
      cameAt,
      where: [city, country?.name].filter(Boolean).join(', '),
      isInChat: isChatOpen || visitor.conversation !== null,
    };
  }

  return {
    async list(agentId, limit, offset) {
      const all = latestFirst(hub, await seatOf(agentId));
      return { items: all.slice(offset, offset + limit).map(present), total: all.length };
    },
    async get(agentId, visit) {
      await seatOf(agentId);
      return present(find(visit));
    },
    async write(agentId, visit, text, clientId) {
      const actor = await seatOf(agentId);
      const { conversation } = await writeToVisitor(hub, actor, { visitorId: find(visit).id, text, clientId });
      const [presented] = await presentForDesk(tools, [conversation]);
      if (!presented) throw new HubError('conversation.unknown');
      return presented;
    },
  };
}
