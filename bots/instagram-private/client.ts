import type { IncomingMessage } from 'node:http';
import type { IgApiClient } from 'instagram-private-api';
import { z } from 'zod';
import { readAnswer } from './read-answer.ts';
import type { InstagramPrivateSettings } from './settings.ts';

/** Where the app talks to; an emulator when `apiRoot` names another. */
export const instagramRoot = 'https://i.instagram.com';

/** Milliseconds until we stop waiting for an answer, uploads included. */
const timeoutMs = 120_000;

/** A version of the app that Instagram took in 2026, unlike the library's own (`channels.md` section 7). */
const knownVersion = { APP_VERSION: '347.0.0.43.109', APP_VERSION_CODE: '614918025' };

/**
 * Makes the library's client for an account, with the state it was left in. The library is loaded only now: it costs 50 MB, which nobody pays who
 * has no such channel.
 */
export async function createClient(
  settings: InstagramPrivateSettings,
  apiRoot: string,
  state: Record<string, unknown>,
): Promise<IgApiClient> {
  const { IgApiClient: Client } = await import('instagram-private-api');
  const ig = new Client();
  // Made of the name, so that it is the same device even where nothing was kept.
  ig.state.generateDevice(settings.username);
  await ig.state.deserialize(structuredClone(state));
  const root = apiRoot || instagramRoot;
  ig.state.constants = Object.assign({}, ig.state.constants, knownVersion, {
    ...(settings.appVersion !== undefined && { APP_VERSION: settings.appVersion }),
    ...(settings.appVersionCode !== undefined && { APP_VERSION_CODE: settings.appVersionCode }),
    // Cookies are looked up by it.
    HOST: `${root}/`,
  });
  if (settings.proxy !== undefined) ig.state.proxyUrl = settings.proxy;
  const send = ig.request.send.bind(ig.request);
  // The library checks no certificate unless told to, and takes an address of the API in no other way.
  const own = { baseUrl: `${root}/`, strictSSL: true, timeout: timeoutMs, transform: readBody };
  ig.request.send = (options, onlyStatus) => send({ ...options, ...own }, onlyStatus);
  return ig;
}

/** As the library does: what can't be read is an error of a good answer, and stays a text in a refusal. */
function readBody(body: string, response: IncomingMessage & { body: unknown }): unknown {
  try {
    response.body = readAnswer(body);
  } catch (error) {
    if (response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode < 300) throw error;
  }
  return response;
}

/** The library's state, to be kept: without its constants and lists, which are no state. */
export async function stateOf(ig: IgApiClient): Promise<Record<string, unknown>> {
  const { constants: _constants, supportedCapabilities: _capabilities, ...state } = z.looseObject({}).parse(await ig.state.serialize());
  return state;
}
