import { z } from 'zod';

const savedState = z.looseObject({ cookies: z.string().optional(), authorization: z.string().optional() });

/**
 * The library's state out of what an admin pasted: its own saved state, or the `sessionid` cookie of a browser. Null when it is neither. The
 * device stays the one we have unless the state brings its own.
 */
export function importSession(session: string): Record<string, unknown> | null {
  if (session.startsWith('{')) return fromState(session);
  const id = decode(session.replace(/^sessionid=/, ''));
  const [, userId] = /^(\d{3,20}):[^:]+:\d+/.exec(id) ?? [];
  if (userId === undefined) return null;
  const bearer = JSON.stringify({ ds_user_id: userId, sessionid: encodeURIComponent(id), should_use_header_over_cookie: true });
  return { authorization: `Bearer IGT:2:${Buffer.from(bearer).toString('base64')}` };
}

function fromState(text: string): Record<string, unknown> | null {
  try {
    const state = savedState.safeParse(JSON.parse(text)).data;
    if (state?.cookies === undefined && state?.authorization === undefined) return null;
    const { constants: _constants, supportedCapabilities: _capabilities, ...rest } = state;
    return rest;
  } catch {
    // Not JSON: nothing we could read.
    return null;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: then it was not encoded.
    return text;
  }
}
