import { answerMethods } from './account/callbacks.ts';
import { commandMethods } from './account/commands.ts';
import { deliveryMethods } from './account/delivery.ts';
import { fileMethods } from './account/files.ts';
import { identityMethods } from './account/identity.ts';
import { profileMethods } from './account/profile.ts';
import { deleteMethods } from './changing/deletes.ts';
import { editMethods } from './changing/edits.ts';
import { pinMethods } from './changing/pins.ts';
import { reactionMethods } from './changing/reactions.ts';
import { chatMethods } from './chats/chats.ts';
import { topicMethods } from './chats/topics.ts';
import type { Method } from './method.ts';
import { albumMethods } from './sending/album.ts';
import { copyMethods } from './sending/copies.ts';
import { mediaMethods } from './sending/media.ts';
import { cardMethods } from './sending/cards.ts';
import { textMethods } from './sending/text.ts';

const all: Record<string, Method> = {
  ...identityMethods,
  ...profileMethods,
  ...commandMethods,
  ...deliveryMethods,
  ...answerMethods,
  ...fileMethods,
  ...textMethods,
  ...mediaMethods,
  ...albumMethods,
  ...cardMethods,
  ...copyMethods,
  ...editMethods,
  ...deleteMethods,
  ...reactionMethods,
  ...pinMethods,
  ...topicMethods,
  ...chatMethods,
};

/** Every method, by its lower-case name: the Bot API does not mind the case. */
export const methods: ReadonlyMap<string, { name: string; run: Method }> = new Map(
  Object.entries(all).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);
