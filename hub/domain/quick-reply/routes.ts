import * as api from '../../api/customers/quick-replies.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { requireDepartments } from '../department/get-department.ts';
import { countUse } from './count-use.ts';
import { getQuickReply, listQuickReplies } from './find-quick-replies.ts';
import { placeholderValues } from './placeholder-values.ts';
import { presentQuickReply } from './present.ts';
import { createQuickReply, deleteQuickReply, updateQuickReply } from './save-quick-reply.ts';

/** Routes of quick replies. */
export function quickReplyRoutes(hub: Pick<Hub, 'facts' | 'now'>): Route[] {
  return [
    route(api.listQuickReplies, async ({ actor, query: { department, conversation, ...query } }) => {
      const values = conversation === undefined ? null : await placeholderValues(actor, conversation);
      const page = await listQuickReplies(actor, { ...query, department: department === undefined ? undefined : toObjectId(department) });
      return { items: page.items.map((quickReply) => presentQuickReply(quickReply, values)), nextCursor: page.nextCursor };
    }),
    route(api.getQuickReply, async ({ actor, params, query: { conversation } }) => {
      const quickReply = await getQuickReply(actor, toObjectId(params.quickReplyId));
      return presentQuickReply(quickReply, conversation === undefined ? null : await placeholderValues(actor, conversation));
    }),
    route(api.useQuickReply, ({ actor, params }) => countUse(hub, actor, toObjectId(params.quickReplyId))),
    route(api.createQuickReply, async ({ actor, body, request }) => {
      const departmentIds = await requireDepartments(actor, body.departmentIds);
      return presentQuickReply(await createQuickReply(hub, actor, { ...body, departmentIds }, auditOrigin(request)));
    }),
    route(api.updateQuickReply, async ({ actor, params, body, request }) => {
      const departmentIds = body.departmentIds && (await requireDepartments(actor, body.departmentIds));
      const change = { ...body, departmentIds };
      return presentQuickReply(await updateQuickReply(hub, actor, toObjectId(params.quickReplyId), change, auditOrigin(request)));
    }),
    route(api.deleteQuickReply, ({ actor, params, request }) =>
      deleteQuickReply(hub, actor, toObjectId(params.quickReplyId), auditOrigin(request)),
    ),
  ];
}
