import { z } from 'zod';
import { nextMediaGroupId } from '../../world/albums.ts';
import { badRequest } from '../../api-error.ts';
import { method, type Call, type Method } from '../method.ts';
import { json } from '../params.ts';
import { readMedia } from './input-file.ts';
import { captionFrom, captionShape, detailsFrom, detailShape } from './media.ts';
import { destinationShape, placeFor, postAt } from './post.ts';

/** One part of an album or the new content of an edited message. */
export const inputMedia = z.object({
  type: z.enum(['photo', 'video', 'document', 'audio', 'animation']),
  media: z.string(),
  ...captionShape,
  ...detailShape,
});

/** An input's file and caption, ready for a message. */
export function readInputMedia(call: Call, input: z.output<typeof inputMedia>) {
  const media = readMedia(call, input.type, 'media', input.media, detailsFrom(input));
  return { ...captionFrom(input), media: { ...media, hasSpoiler: input.has_spoiler } };
}

/** Albums: all parts or none. */
export const albumMethods: Record<string, Method> = {
  sendMediaGroup: method({ ...destinationShape, media: json(z.array(inputMedia)) }, (call, { media: inputs, ...destination }) => {
    if (inputs.length > 10) throw badRequest('too many messages to send as an album');
    if (inputs.length < 2) throw badRequest('media group must include 2-10 items');
    checkMix(inputs.map(({ type }) => type));
    const contents = inputs.map((input) => readInputMedia(call, input));
    const place = placeFor(call, destination);
    const mediaGroupId = nextMediaGroupId(call.world);
    const extras = destination.protect_content ? { has_protected_content: true } : {};
    const isSilent = destination.disable_notification;
    return contents.map((content) => postAt(call, place, { ...content, mediaGroupId, isSilent, extras: { ...content.extras, ...extras } }));
  }),
};

// Photos and videos go together; documents and audio only among themselves.
function checkMix(types: readonly string[]): void {
  const kinds = new Set(types.map((type) => (type === 'photo' || type === 'video' ? 'visual' : type)));
  if (kinds.has('animation')) throw badRequest("animation can't be sent in a media group");
  if (kinds.size > 1) throw badRequest(`${kinds.has('document') ? 'document' : 'audio'} can't be mixed with other media types`);
}
