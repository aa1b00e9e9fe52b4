import { z } from 'zod';
import type { InboundAttachment, InboundContent } from '../../contract/content.ts';
import { writeFileRef } from '../file-ref.ts';
import type { VkMessage } from './event.ts';
import { readFile } from './files.ts';
import { readThing } from './things.ts';
import type { Reading } from './parse.ts';

/** What hangs on a message and on those sent on with it. */
export interface ReadAttachments {
  files: InboundAttachment[];
  /** Lines about what is neither a file nor the one thing that is shown as shared. */
  notes: string[];
  shared?: NonNullable<InboundContent['shared']>;
  /** VK's name of the first thing we can't show at all. */
  unknown?: string;
}

const attachment = z.looseObject({ type: z.string() });
const carrier = z.looseObject({ attachments: z.array(z.unknown()).default([]), fwd_messages: z.array(z.unknown()).default([]) });

/** VK allows 45 levels of messages within messages, and 500 of them in one. */
const deepest = 45;

/** Everything that hangs on a message, in order: its own first, then what the messages sent on with it carry. */
export function hangingOn(message: unknown, depth = 0): unknown[] {
  const { data } = carrier.safeParse(message);
  if (!data || depth > deepest) return [];
  return [...data.attachments, ...data.fwd_messages.flatMap((one) => hangingOn(one, depth + 1))];
}

/**
 * Reads them. A file is referred to by its place, not by its address: addresses differ each time they are asked for and expire, so the one that
 * came is only remembered.
 */
export function readAttachments(message: VkMessage, reading: Reading): ReadAttachments {
  const read: ReadAttachments = { files: [], notes: [] };
  for (const [index, raw] of hangingOn(message).entries()) {
    const { type, ...rest } = attachment.parse(raw);
    const body = rest[type];
    const file = readFile(type, body);
    if (file) {
      const { url, ...described } = file;
      const ref = writeFileRef({ peerId: message.peer_id, cmid: message.conversation_message_id, index, name: nameOf(type, body) });
      if (url !== undefined) reading.noteFile(ref, url);
      read.files.push({ ...described, ref });
      continue;
    }
    const thing = readThing(type, body);
    if (thing === null) read.unknown ??= type;
    else if ('note' in thing) read.notes.push(thing.note);
    else if (!read.shared) read.shared = thing;
    else read.notes.push([thing.title, thing.url].filter(Boolean).join(' '));
  }
  return read;
}

const named = z.object({ owner_id: z.number(), id: z.number() });

/** What VK calls the thing, so that another one in its place has another reference. */
function nameOf(type: string, body: unknown): string {
  const { data } = named.safeParse(body);
  return data ? `${type}${data.owner_id}_${data.id}` : type;
}
