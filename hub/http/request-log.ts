import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** Paths that machines ask for all the time. */
const quietPaths = new Set(['/healthz', '/readyz', '/metrics']);

/** Gives each request an id (a caller's X-Request-Id when it is a sane one), answers with it, and logs the request with a logger of its own. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w.-]{8,100}$/.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    // Without headers and query: a setup link or a signed address is a secret.
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, path: censorPath(url) }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
    autoLogging: { ignore: (request) => quietPaths.has(request.url ?? '') },
  });
}

function censorPath(url: string): string {
  const [path = ''] = url.split('?');
  return path.replace(/\/(invite|invites|reset|password-resets|setup)\/.+/, '/$1/[secret]');
}
