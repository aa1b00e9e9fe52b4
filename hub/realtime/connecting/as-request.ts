import type { IncomingMessage } from 'node:http';
import express, { type Request } from 'express';
import type { Config } from '../../config.ts';

/** Reads a handshake as Express reads a request, proxies and all, so that cookies and origins are judged by the same code as REST's. */
export function createRequestReader(config: Pick<Config, 'TRUST_PROXY'>): (request: IncomingMessage) => Request {
  const application = express();
  application.set('trust proxy', config.TRUST_PROXY);
  // What Express itself does with every request it is given.
  return (request) => Object.setPrototypeOf(request, application.request) as Request;
}
