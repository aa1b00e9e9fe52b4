import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { onTestFinished } from 'vitest';
import type { PushPayload } from '../../api/team/push.ts';
import { createPushBrowser, type PushBrowser } from './browser.ts';

/** What the push service answers: a status, headers to it. */
export interface PushAnswer {
  status: number;
  headers?: Record<string, string>;
}

/** One push as it came in. */
export interface TakenPush {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service of the test's own. */
export interface PushService {
  origin: string;
  /** Everything that came in, refused ones too. */
  pushes: TakenPush[];
  /** Answers everything so from now on, or the next ones one by one before. */
  answer(...answers: PushAnswer[]): void;
  /** A browser that is registered here: what it gives the hub, and what it was told. */
  register(): RegisteredBrowser;
}

/** A browser at the push service. */
export interface RegisteredBrowser extends PushBrowser {
  endpoint: string;
  /** What it would show, in order. */
  shown(): PushPayload[];
  pushes(): TakenPush[];
}

/** Starts a push service on this machine until the test ends. */
export async function startPushService(): Promise<PushService> {
  const pushes: TakenPush[] = [];
  const taken = new Set<TakenPush>();
  let answers: PushAnswer[] = [{ status: 201 }];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const push = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) };
      const [next = { status: 201 }, ...later] = answers;
      if (later.length > 0) answers = later;
      if (next.status < 300) taken.add(push);
      response.writeHead(next.status, next.headers).end();
      pushes.push(push);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // It listens on a port, not a pipe.
  const origin = `http://127.0.0.1:${port}`;
  let registered = 0;

  return {
    origin,
    pushes,
    answer: (...given) => (answers = given),
    register() {
      registered += 1;
      const path = `/send/${registered}`;
      const browser = createPushBrowser();
      const own = () => pushes.filter((push) => push.path === path);
      return {
        ...browser,
        endpoint: `${origin}${path}`,
        pushes: own,
        shown: () => own().flatMap((push) => (taken.has(push) ? [browser.open(push.body)] : [])),
      };
    },
  };
}

const claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string() });

/** Checks a push's VAPID header (RFC 8292) as a push service does; throws unless it was signed by the key in it. */
export function readVapid({ headers }: TakenPush): { publicKey: string; claims: z.infer<typeof claims> } {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('the token is not signed by the key it came with');
  z.object({ typ: z.literal('JWT'), alg: z.literal('ES256') }).parse(JSON.parse(Buffer.from(head, 'base64url').toString()));
  return { publicKey, claims: claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString())) };
}
