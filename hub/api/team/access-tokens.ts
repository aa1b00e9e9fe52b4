import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { permission } from '../permissions.ts';

export const accessTokenView = z.object({
  id,
  name: z.string(),
  scopes: z.array(permission),
  createdBy: z.string(),
  createdAt: moment,
  /** Null: it does not end by itself. */
  expiresAt: moment.nullable(),
  /** Exact to a minute. */
  lastUsedAt: moment.nullable(),
});
export type AccessTokenView = z.infer<typeof accessTokenView>;

export const listAccessTokens = endpoint({
  method: 'get',
  path: '/access-tokens',
  summary: 'Access tokens of the workspace, newest first, without the tokens themselves',
  access: 'access-token.manage',
  query: paging,
  view: pageOf(accessTokenView),
});

export const createAccessToken = endpoint({
  method: 'post',
  path: '/access-tokens',
  summary: 'Make an access token with scopes the caller has; the token is shown only here',
  access: 'access-token.manage',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(permission).min(1).max(100),
    expiresAt: moment.nullable().default(null),
  }),
  view: accessTokenView.extend({ token: z.string() }),
  status: 201,
});

export const revokeAccessToken = endpoint({
  method: 'delete',
  path: '/access-tokens/:accessTokenId',
  summary: 'Revoke an access token at once',
  access: 'access-token.manage',
  params: z.object({ accessTokenId: id }),
});
