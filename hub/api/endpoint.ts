import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/** Who may call a route: anybody, a signed-in user, a visitor of a site by a widget session, or a seat or token of a workspace with the named permission. */
export type Access = 'public' | 'user' | 'visitor' | Permission;

/** One route: written once, validated by the hub, documented by OpenAPI, called by the typed client. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  View extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, Express style: `/conversations/:conversationId`. */
  path: string;
  summary: string;
  access: Access;
  params?: Params;
  query?: Query;
  body?: Body;
  /** What it answers with; absent: 204. */
  view?: View;
  /** The status of success when it is not 200 (or 204 without a view). */
  status?: 200 | 201 | 202 | 204;
  /** 'multipart' for file uploads, which the handler reads itself. */
  consumes?: 'json' | 'multipart';
}

/** Declares an endpoint and keeps the types of its schemas. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
  declared: Endpoint<P, Q, B, V>,
): Endpoint<P, Q, B, V> {
  return declared;
}
