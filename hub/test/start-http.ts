import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createClient, type Client, type ClientOptions } from '../api/client.ts';
import { loadConfig } from '../config.ts';
import { createHub } from '../create-hub.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { Route } from '../core/route.ts';
import { allRoutes, type RouteParts } from '../http/all-routes.ts';
import { visitorRoutes, type VisitorRouteParts } from '../inbound/widget/routes.ts';
import { createHttpApp, type HttpParts } from '../http/app.ts';
import { listen } from '../http/listen.ts';

/** A port of this machine that nobody listens on (the discard service of old). */
const nowhere = 'http://127.0.0.1:9';

/** Makes a hub for a test: silent, nothing started, no provider in reach, with the real clock and what a test gives in its place. */
export function createTestHub(given: { environment?: Record<string, string>; now?: () => Date; log?: Hub['log'] } = {}): Hub {
  return createHub({
    config: loadConfig({
      LOG_LEVEL: 'silent',
      HUB_DATA_DIR: join(tmpdir(), `hubbub-test-http-${process.pid}`),
      TELEGRAM_API_ROOT: nowhere,
      ...given.environment,
    }),
    log: given.log ?? pino({ level: 'silent' }),
    secrets: ['a secret for tests that is long enough to be one'],
    now: given.now,
    baseUrl: () => 'http://hub.test',
  });
}

/** Every route of a hub; what they hand over to other nouns goes nowhere, or where the test says. */
export function testRoutes(hub: Hub, given: Partial<RouteParts> = {}): Route[] {
  const nothing = () => Promise.resolve();
  return allRoutes(hub, { reassign: nothing, releaseDepartment: nothing, flushVisits: nothing, ...given });
}

/** Every route of sites' visitors; what they do on the site is told to nobody, unless the test says where. */
export function testVisitorRoutes(hub: Hub, given: Partial<VisitorRouteParts> = {}): Route[] {
  return visitorRoutes(hub, { tracked: () => undefined, ...given });
}

/** A running application. */
export interface TestHttp {
  url: string;
  /** A plain request to a path of the hub; redirects are answers. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A typed client of this application. */
  client(options?: ClientOptions): Client;
}

type HttpHub = Pick<Hub, 'config' | 'log' | 'now' | 'secrets' | 'widgets' | 'endedVisits'>;
type Given = Partial<Omit<HttpParts, 'routes'>> & { routes: readonly Route[] };

/** Serves routes on a free port until the test ends. The database is the test file's (`useDatabase`). */
export async function startHttp(hub: HttpHub, parts: Given): Promise<TestHttp> {
  const { stop, ...http } = await openHttp(hub, parts);
  onTestFinished(stop);
  return http;
}

/** Serves routes on a free port until it is stopped, for a test file whose tests can share it: to make it takes longer than to call it. */
export async function openHttp(hub: HttpHub, parts: Given): Promise<TestHttp & { stop: () => Promise<void> }> {
  const yes = () => Promise.resolve(true);
  const app = createHttpApp(hub, { readiness: { database: yes, jobs: yes }, ...parts });
  const { port, stop } = await listen(app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    request: (path, init) => fetch(`${url}${path}`, { redirect: 'manual', ...init }),
    client: (options) => createClient({ baseUrl: url, ...options }),
    stop: () => stop(0),
  };
}
