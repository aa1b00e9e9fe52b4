import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Endpoint } from '../api/endpoint.ts';
import type { Actor } from './actor.ts';
import type { ObjectId } from './ids.ts';
import type { VisitorCaller } from './widget/visitor-caller.ts';

/** A signed-in person, before a workspace is chosen. */
export interface SignedIn {
  userId: ObjectId;
  sessionId: ObjectId;
}

/** Whoever may call a route. */
export type Caller = Actor | SignedIn | VisitorCaller;

/** What a handler gets: parsed input, who calls, and Express's own objects for cookies and streams. */
export interface RouteInput<Params, Query, Body, Asked> {
  params: Params;
  query: Query;
  body: Body;
  /** The actor of a workspace's route, the signed-in user of a `user` route, the visitor of a widget's, null on a public one. */
  actor: Asked;
  request: Request;
  response: Response;
}

/** An endpoint with its handler, its types forgotten: what `hub/http` mounts. */
export interface Route {
  endpoint: Endpoint;
  /** Counts a call before anything of it is read. Throws request.too-many. */
  count?(request: Request, caller: Caller | null): Promise<void>;
  handle(input: RouteInput<unknown, unknown, unknown, Caller | null>): Promise<unknown>;
}

type Handler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType, Asked> = (
  input: RouteInput<z.output<P>, z.output<Q>, z.output<B>, Asked>,
) => Promise<z.input<V>>;

/** A route of a workspace: called only with an actor who has the endpoint's permission. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, V>,
  handle: Handler<P, Q, B, V, Actor>,
): Route {
  return bind(endpoint, handle);
}

/** A route of a signed-in person, of no workspace in particular. The endpoint's access is `user`. */
export function userRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, V>,
  handle: Handler<P, Q, B, V, SignedIn>,
): Route {
  return bind(endpoint, handle);
}

/** A route of a site's visitor. The endpoint's access is `visitor`. */
export function visitorRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, V>,
  handle: Handler<P, Q, B, V, VisitorCaller>,
): Route {
  return bind(endpoint, handle);
}

/** A route for anybody. The endpoint's access is `public`. */
export function publicRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, V>,
  handle: Handler<P, Q, B, V, null>,
): Route {
  return bind(endpoint, handle);
}

/** The mounting code parses the input by the endpoint's schemas and finds the caller by its access, so what the handler gets has these types. */
function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType, Asked>(
  endpoint: Endpoint<P, Q, B, V>,
  handle: Handler<P, Q, B, V, Asked>,
): Route {
  return {
    endpoint: endpoint,
    handle: (input) => handle(input as RouteInput<z.output<P>, z.output<Q>, z.output<B>, Asked>),
  };
}
