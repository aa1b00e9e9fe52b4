import express, { type Request, type Response, type Router } from 'express';
import type { RawRequest, WebhookAnswer } from '../../bots/contract/channel.ts';
import { HubError } from '../core/error.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { acceptPayload } from './accept.ts';
import { noteArrival } from './note-arrival.ts';
import type { InboundTools } from './receive-message.ts';
import { parkReceipt } from './receipts.ts';

const inFlightLimit = 2000;
const accepted: WebhookAnswer = { status: 200, contentType: 'application/json', body: '{}' };

/** `/webhooks/:channelId` for every provider: verified over the raw bytes, stored, then acknowledged. Mount it before any body parser. */
export function webhookRouter(hub: InboundTools): Router {
  const router = express.Router();
  let inFlight = 0;

  router.use('/webhooks/:channelId', express.raw({ type: () => true, limit: '5mb' }), async (request: Request, response: Response) => {
    // A provider repeats what was not acknowledged, so refusing is safer than piling up what a crash would lose.
    if (inFlight >= inFlightLimit) throw new HubError('hub.busy');
    inFlight += 1;
    try {
      const channelId = String(request.params['channelId']);
      const answer = await receive(hub, channelId, readRequest(request));
      response.status(answer.status).type(answer.contentType).send(answer.body);
      if (request.method === 'POST') noteArrival(hub, channelId);
    } finally {
      inFlight -= 1;
    }
  });
  return router;
}

async function receive(hub: InboundTools, channelId: string, request: RawRequest): Promise<WebhookAnswer> {
  const channel = /^[0-9a-f]{24}$/.test(channelId) ? await findChannel(hub, channelId) : null;
  if (!channel) throw new HubError('channel.unknown', { channelId });
  const { connection } = channel;
  const handshake = await connection.handshake?.(request);
  if (handshake) return handshake;
  if (request.method !== 'POST') throw new HubError('webhook.handshake-refused');
  if (!connection.isAuthentic(request)) throw new HubError('webhook.not-authentic');
  // Refused while it is paused, so that the provider keeps it and comes again.
  if (channel.isPaused) throw new HubError('channel.paused', { channelId });

  try {
    const payload = parseJson(request.body);
    if (payload === undefined) await parkReceipt(hub, channel, request.body.toString('utf8'), 'the body is not JSON');
    else await acceptPayload(hub, channel, payload);
  } catch (error) {
    if (isDatabaseAway(error)) throw new HubError('database.away', {}, { cause: error });
    throw error;
  }
  return connection.accepted ?? accepted;
}

async function findChannel(hub: InboundTools, channelId: string): Promise<ConnectedChannel | null> {
  try {
    return await hub.channels.find(channelId);
  } catch (error) {
    if (isDatabaseAway(error)) throw new HubError('database.away', {}, { cause: error });
    throw error;
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readRequest(request: Request): RawRequest {
  const body: unknown = request.body;
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    headers: flat(request.headers),
    query: flat(request.query),
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}

/** Only single values: a header or parameter given twice is none that a provider sends. */
function flat(values: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => [name, typeof value === 'string' ? value : undefined]),
  );
}
