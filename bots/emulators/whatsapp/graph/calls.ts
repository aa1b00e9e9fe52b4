import type { Core } from '../core.ts';
import { describeFile, findFile } from '../world/files.ts';
import type { BusinessNumber } from '../world/state.ts';
import { textOf } from '../wire.ts';
import type { WireObject } from '../wire.ts';
import { takeUpload } from './media.ts';
import { markRead, takeMessage } from './messages.ts';
import { configureNumber, listTemplates, readNumber } from './nodes.ts';
import { GraphRefusal } from './refusal.ts';

/** One call of the Graph API, read as far as its address and body go. */
export interface Call {
  verb: string;
  /** What follows the version. */
  path: string[];
  query: URLSearchParams;
  /** The body when it is JSON. */
  json: WireObject;
  raw: Buffer;
  contentType: string;
  /** Whose token it bears. */
  number: BusinessNumber;
}

/** What is asked for, as faults and the log name it. */
export function methodOf({ verb, path, json }: Pick<Call, 'verb' | 'path' | 'json'>): string {
  const edge = path[1];
  if (edge === 'messages') return textOf(json, 'status') === 'read' ? 'read' : 'messages';
  if (edge === 'media') return 'media';
  if (edge === 'message_templates') return 'templates';
  if (edge === 'subscribed_apps') return 'subscribe';
  if (verb === 'GET' && /^9007199/.test(path[0] ?? '')) return 'media-info';
  return 'node';
}

/** Carries a call out; gives the answer's body and, of a message, its id. Throws GraphRefusal. */
export async function carryOut(core: Core, call: Call): Promise<{ body: object; messageId?: string }> {
  const { number, path, json } = call;
  const [node = '', edge] = path;
  switch (methodOf(call)) {
    case 'messages': {
      requireOwn(number, node);
      const { id, body } = await takeMessage(core, number, json);
      return { body, messageId: id };
    }
    case 'read':
      requireOwn(number, node);
      return { body: markRead(core, number, json) };
    case 'media':
      requireOwn(number, node);
      return { body: await takeUpload(core, call.raw, call.contentType) };
    case 'media-info': {
      const file = findFile(core.world, node);
      if (!file) throw new GraphRefusal(100, `Object with ID '${node}' does not exist`);
      return { body: describeFile(core.world, file, core.root()) };
    }
    case 'templates':
      if (node !== number.businessAccountId) throw unknown(node);
      return { body: listTemplates(number, call.query.get('after'), Number(call.query.get('limit') ?? 25)) };
    case 'subscribe':
      if (node !== number.businessAccountId) throw unknown(node);
      number.isSubscribed = true;
      return { body: { success: true } };
    default:
      if (edge !== undefined) throw unknown(`${node}/${edge}`);
      requireOwn(number, node);
      return {
        body: call.verb === 'POST' ? await configureNumber(core, number, json) : readNumber(number, call.query.get('fields') ?? ''),
      };
  }
}

function requireOwn(number: BusinessNumber, node: string): void {
  if (node !== number.phoneNumberId) throw unknown(node);
}

function unknown(what: string): GraphRefusal {
  return new GraphRefusal(100, `Unsupported request: object '${what}' does not exist, or cannot be loaded due to missing permissions`);
}
