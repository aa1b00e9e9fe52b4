import * as api from '../../api/team/access-tokens.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { createAccessToken } from './create-access-token.ts';
import { presentAccessToken } from './present.ts';
import { listAccessTokens, revokeAccessToken } from './revoke-access-token.ts';

/** Routes of access tokens. */
export function accessTokenRoutes(hub: Pick<Hub, 'now'>): Route[] {
  return [
    route(api.listAccessTokens, async ({ actor, query }) => {
      const page = await listAccessTokens(actor, query);
      return { items: page.items.map(presentAccessToken), nextCursor: page.nextCursor };
    }),
    route(api.createAccessToken, async ({ actor, body, request }) => {
      const input = { ...body, expiresAt: body.expiresAt === null ? null : new Date(body.expiresAt) };
      const { record, token } = await createAccessToken(hub, actor, input, auditOrigin(request));
      return { ...presentAccessToken(record), token };
    }),
    route(api.revokeAccessToken, ({ actor, params, request }) =>
      revokeAccessToken(hub, actor, toObjectId(params.accessTokenId), auditOrigin(request)),
    ),
  ];
}
