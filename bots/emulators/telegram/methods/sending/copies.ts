import { z } from 'zod';
import { badRequest } from '../../api-error.ts';

import { nextMediaGroupId } from '../../world/albums.ts';
import { copyOf } from '../../world/copy.ts';
import { isService } from '../../world/messages.ts';
import type { Message } from '../../world/state.ts';
import { getChat, getMessage } from '../chat-access.ts';
import { method, type Call, type Method } from '../method.ts';
import { chatId, integer, json } from '../params.ts';
import { captionFrom, captionShape } from './media.ts';
import { destinationShape, placeFor, post, postAt, sendShape } from './post.ts';

const manyIds = json(z.array(z.number().int()).min(1).max(100));

/** Copies (without) and forwards (with their origin) of messages the bot can see. */
export const copyMethods: Record<string, Method> = {
  copyMessage: method({ ...sendShape, ...captionShape, from_chat_id: chatId, message_id: integer }, (call, parameters) => {
    const source = sourceOf(call, parameters.from_chat_id, parameters.message_id, 'copy');
    const replaced = parameters.caption === undefined ? {} : captionFrom(parameters);
    const { message_id } = post(call, parameters, { ...copyOf(source, false), ...replaced });
    return { message_id };
  }),
  copyMessages: method({ ...destinationShape, from_chat_id: chatId, message_ids: manyIds }, (call, parameters) =>
    passOn(call, parameters, 'copy').map(({ message_id }) => ({ message_id })),
  ),
  forwardMessage: method({ ...destinationShape, from_chat_id: chatId, message_id: integer }, (call, parameters) => {
    const source = sourceOf(call, parameters.from_chat_id, parameters.message_id, 'forward');
    return postAt(call, placeFor(call, parameters), { ...copyOf(source, true) });
  }),
  forwardMessages: method({ ...destinationShape, from_chat_id: chatId, message_ids: manyIds }, (call, parameters) =>
    passOn(call, parameters, 'forward').map(({ message_id }) => ({ message_id })),
  ),
};

function sourceOf(call: Call, from: number | string, id: number, doing: 'copy' | 'forward'): Message {
  const source = getMessage(getChat(call, from), id, doing);
  if (isService(source)) throw badRequest(doing === 'copy' ? "message can't be copied" : "the message can't be forwarded");
  if (source.extras?.['has_protected_content'] === true)
    throw badRequest(`the message can't be ${doing === 'copy' ? 'copied' : 'forwarded'}`);
  return source;
}

type Batch = z.output<z.ZodObject<typeof destinationShape>> & { from_chat_id: number | string; message_ids: number[] };

// Missing messages are left out; albums stay albums, under ids of their own.
function passOn(call: Call, parameters: Batch, doing: 'copy' | 'forward') {
  const ids = parameters.message_ids;
  if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0)))
    throw badRequest('message identifiers must be in a strictly increasing order');
  const source = getChat(call, parameters.from_chat_id);
  const place = placeFor(call, parameters);
  const found = ids
    .map((id) => source.messages.get(id))
    .filter((message) => message !== undefined)
    .filter((message) => !isService(message));
  if (found.length === 0) throw badRequest(`there are no messages to ${doing}`);
  const albums = new Map<string, string>();
  return found.map((message) => {
    const album = message.mediaGroupId;
    if (album !== undefined && !albums.has(album)) albums.set(album, nextMediaGroupId(call.world));
    const mediaGroupId = album === undefined ? undefined : albums.get(album);
    return postAt(call, place, { ...copyOf(message, doing === 'forward'), mediaGroupId });
  });
}
