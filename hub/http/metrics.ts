import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, type Request, type RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import type { Config } from '../config.ts';
import { HubError } from '../core/error.ts';

/** `/metrics` for Prometheus: from this machine itself, or with METRICS_TOKEN from anywhere. */
export function metricsRouter(config: Pick<Config, 'METRICS_TOKEN'>, registry: Registry): Router {
  collectDefaultMetrics({ register: registry });
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!mayRead(config, request)) throw new HubError('route.unknown');
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** Measures how long requests take, by method, route (never by raw path, which has no end of values) and status. */
export function measureRequests(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'hub_http_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (request, response, next) => {
    const stop = seconds.startTimer();
    response.on('finish', () => stop({ method: request.method, route: routeOf(request), status: response.statusCode }));
    next();
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : undefined;
  return typeof path === 'string' ? path : 'other';
}

/** A proxy on this machine makes everybody look local: a forwarded request counts as one from outside. */
function mayRead({ METRICS_TOKEN }: Pick<Config, 'METRICS_TOKEN'>, request: Request): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (METRICS_TOKEN !== undefined && given !== undefined) return timingSafeEqual(digest(METRICS_TOKEN), digest(given));
  const address = request.socket.remoteAddress ?? '';
  return request.headers['x-forwarded-for'] === undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
