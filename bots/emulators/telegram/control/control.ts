import type { Core } from '../core.ts';
import type { ControlHandler } from '../server.ts';
import { emulatorRoutes } from './emulator-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { isLocalOrigin } from './origin.ts';
import { sendJson, serveControl } from './route.ts';
import { userRoutes } from './user-routes.ts';

const routes = [...userRoutes, ...groupRoutes, ...emulatorRoutes];

/** Handles `/emulator/api/...` and `/emulator/files/<key>`. */
export function createControl(core: Core): ControlHandler {
  return async (request, response, url) => {
    // Only pages of this machine may act as users: a foreign site in the same browser must not.
    if (!isLocalOrigin(request.headers.origin))
      return sendJson(response, 403, { error: 'Only pages of this machine may use the emulator' });
    if (request.headers.origin) response.setHeader('access-control-allow-origin', request.headers.origin);
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
      response.setHeader('access-control-allow-headers', 'content-type');
      return void response.writeHead(204).end();
    }
    if (url.pathname.startsWith('/emulator/files/')) {
      const media = core.world.files.get(decodeURIComponent(url.pathname.slice('/emulator/files/'.length)));
      if (!media) return sendJson(response, 404, { error: 'There is no such file' });
      response.writeHead(200, {
        'content-type': media.file.mime,
        'content-length': media.file.bytes.length,
        'x-content-type-options': 'nosniff',
        // A file somebody sent must not act as a page of this origin.
        'content-security-policy': 'sandbox',
      });
      return void response.end(media.file.bytes);
    }
    if (url.pathname.startsWith('/emulator/api/')) return serveControl(core, routes, request, response, url);
    sendJson(response, 404, { error: 'Not found' });
  };
}
