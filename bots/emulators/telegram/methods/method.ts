import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { Core } from '../core.ts';
import type { WireObject } from '../wire.ts';
import type { NewFile } from '../world/files.ts';
import type { Bot, World } from '../world/state.ts';

/** One call while it is carried out. */
export interface Call {
  core: Core;
  world: World;
  bot: Bot;
  method: string;
  files: ReadonlyMap<string, NewFile>;
  /** Aborted when the client leaves. */
  signal: AbortSignal;
  /** Messages this call made or changed, for the request log. */
  messageIds: number[];
}

/** Carries a call out; what it returns is the call's `result`. */
export type Method = (call: Call, raw: WireObject) => unknown;

/** A method from what it takes and what it does. */
export function method<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (call: Call, parameters: z.output<z.ZodObject<Shape>>, raw: WireObject) => unknown,
): Method {
  const schema = z.object(shape);
  return (call, raw) => {
    const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null && value !== undefined));
    const parsed = schema.safeParse(given);
    if (!parsed.success) throw refusal(parsed.error);
    return run(call, parsed.data, given);
  };
}

function refusal(error: z.ZodError): Error {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  if (field === 'chat_id') return badRequest('chat_id is empty');
  if (field === 'message_id') return badRequest('message identifier is not specified');
  return badRequest(`invalid parameter "${field}": ${issue?.message ?? 'unreadable'}`);
}
