import type { Hub } from '../core/parts/hub.ts';
import type { Route } from '../core/route.ts';
import { accessTokenRoutes } from '../domain/access-token/routes.ts';
import { auditUser } from '../domain/agent/audit-user.ts';
import { renameSeats } from '../domain/agent/create-agent.ts';
import type { Reassign } from '../domain/agent/deactivate-agent.ts';
import { agentRoutes } from '../domain/agent/routes.ts';
import { agentPreferencesRoutes } from '../domain/agent-preferences/routes.ts';
import { auditRoutes } from '../domain/audit/routes.ts';
import { carryTag } from '../domain/carry-tag.ts';
import { channelRoutes } from '../domain/channel/routes.ts';
import { consoleRoutes } from '../domain/console/routes.ts';
import { countWaiting } from '../domain/conversation/count-waiting.ts';
import { countOpenOf } from '../domain/conversation/handing/load.ts';
import { conversationRoutes } from '../domain/conversation/routes.ts';
import { contactRoutes } from '../domain/data/contact/routes.ts';
import { dataJobRoutes } from '../domain/data/jobs/routes.ts';
import { mergeRoutes } from '../domain/data/merge/routes.ts';
import { customFieldRoutes } from '../domain/custom-field/routes.ts';
import type { ReleaseDepartment } from '../domain/department/delete-department.ts';
import { requireDepartments } from '../domain/department/get-department.ts';
import { departmentRoutes } from '../domain/department/routes.ts';
import { fileRoutes } from '../domain/file/routes.ts';
import { pushRoutes } from '../domain/push/routes.ts';
import { quickReplyRoutes } from '../domain/quick-reply/routes.ts';
import { ratingRoutes } from '../domain/rating/routes.ts';
import { savedViewRoutes } from '../domain/saved-view/routes.ts';
import { scheduleRoutes } from '../domain/schedule/routes.ts';
import { tagRoutes } from '../domain/tag/routes.ts';
import { createLoginThrottle, type LoginThrottle } from '../domain/user/login-throttle.ts';
import { userRoutes } from '../domain/user/routes.ts';
import { visitorRoutes } from '../domain/visitor/routes.ts';
import { widgetRoutes } from '../domain/widget/settings/routes.ts';
import { releaseSchedule } from '../domain/widget/settings/update-widget.ts';
import { workspaceRoutes } from '../domain/workspace/routes.ts';
import { receiptRoutes } from '../inbound/receipt-routes.ts';
import { mailRoutes } from '../mail/routes.ts';

/** What routes need that is made elsewhere. */
export interface RouteParts {
  /** One for the API and the pages, so that a guesser has no second way. */
  throttle?: LoginThrottle;
  reassign: Reassign;
  releaseDepartment: ReleaseDepartment;
  /** Writes what visitors looked at a moment ago. */
  flushVisits: () => Promise<void>;
}

/** Every route of the hub: what is served, documented, and walked by the generated tests. A new noun adds its line here. */
export function allRoutes(hub: Hub, parts: RouteParts): Route[] {
  const { throttle = createLoginThrottle(), reassign, releaseDepartment, flushVisits } = parts;
  return [
    ...workspaceRoutes(hub),
    ...userRoutes(hub, { throttle, renameSeats, auditUser: (userId, change) => auditUser(hub, userId, change) }),
    ...agentRoutes(hub, { throttle, reassign, requireDepartments, countOpen: countOpenOf }),
    ...agentPreferencesRoutes(),
    ...departmentRoutes(hub, releaseDepartment),
    ...quickReplyRoutes(hub),
    ...accessTokenRoutes(hub),
    ...mailRoutes(hub),
    ...auditRoutes(),
    ...channelRoutes(hub, countWaiting),
    ...receiptRoutes(hub),
    ...fileRoutes(hub),
    ...conversationRoutes(hub),
    ...tagRoutes(hub, carryTag),
    ...savedViewRoutes(hub),
    ...customFieldRoutes(hub),
    ...contactRoutes(hub),
    ...visitorRoutes(hub, flushVisits),
    ...mergeRoutes(hub),
    ...dataJobRoutes(hub),
    ...consoleRoutes(hub),
    ...pushRoutes(hub),
    ...scheduleRoutes(hub, releaseSchedule),
    ...widgetRoutes(hub),
    ...ratingRoutes(),
  ];
}
