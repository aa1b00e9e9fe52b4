import { z } from 'zod';
import type { Choice } from '../../contract/content.ts';

/** What one of our buttons carries: its place, its title, and its payload where that is short enough. */
const ours = z.object({ b: z.number().int().nonnegative(), t: z.string().min(1), p: z.string().optional() });

/** What a written message's button carried; undefined for one that no button wrote. Which message it stood under VK does not say. */
export function readPayload(raw: string | undefined, title: string): Choice | undefined {
  if (raw === undefined || raw === '') return undefined;
  const { payload, title: own } = toChoice(parse(raw), title) ?? { payload: raw, title: title || raw };
  return { payload, title: own };
}

/** What one of our buttons carried, parsed already; undefined when it is not ours. */
export function toChoice(payload: unknown, title?: string): Choice | undefined {
  const own = ours.safeParse(payload).data;
  // Without its payload it is a key: the hub takes both from the button of the message it was pressed under.
  return own && { payload: own.p ?? `b:${own.b}`, title: title || own.t, buttonIndex: own.b };
}

/** A payload that may be JSON, or JSON within text. */
export function parse(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
