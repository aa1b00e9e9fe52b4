import type { BusinessNumber, Message, Person, World } from './world/state.ts';
import { chatOf } from './world/world.ts';
import { listOf, objectOf, textOf } from './wire.ts';
import type { WireObject } from './wire.ts';

/** A message as somebody looking at the chat sees it; a reference wherever one is asked for. */
export interface TranscriptMessage {
  id: string;
  from: Message['from'];
  type: string;
  /** Its words: body, caption, or those above the buttons. */
  text: string;
  media?: { mimeType: string; name?: string | undefined; bytes: Buffer; isVoice: boolean };
  location?: WireObject;
  /** Titles to press, in their order. */
  buttons: { id: string; title: string; url?: string }[];
  /** The name of a template, and what was put into it. */
  template?: { name: string; language: string; values: string[] };
  replyTo?: string | undefined;
  state: Message['state'];
  reactions: Message['reactions'];
  isEdited: boolean;
  isDeleted: boolean;
}

/** The chat of a number and a person, oldest first; what failed is not in it. */
export function transcriptOf(world: World, number: BusinessNumber, person: Person): TranscriptMessage[] {
  return chatOf(world, number, person)
    .filter(({ state }) => state !== 'failed')
    .map(present);
}

function present(message: Message): TranscriptMessage {
  const { id, from, type, content, file, replyTo, state, reactions, isEdited, isDeleted } = message;
  return {
    id,
    from,
    type,
    text: textOf(content, 'body') ?? textOf(content, 'caption') ?? textOf(objectOf(content, 'body'), 'text') ?? '',
    ...(file && {
      media: {
        mimeType: file.mimeType,
        name: textOf(content, 'filename') ?? file.name,
        bytes: file.bytes,
        isVoice: content['voice'] === true,
      },
    }),
    ...(type === 'location' && { location: content }),
    buttons: buttonsOf(content),
    ...(type === 'template' && { template: templateOf(content) }),
    replyTo,
    state,
    reactions: [...reactions],
    isEdited,
    isDeleted,
  };
}

function buttonsOf(content: WireObject): TranscriptMessage['buttons'] {
  const action = objectOf(content, 'action');
  const parameters = objectOf(action, 'parameters');
  const url = textOf(parameters, 'url');
  if (url !== undefined) return [{ id: '', title: textOf(parameters, 'display_text') ?? '', url }];
  const replies = listOf(action, 'buttons').map((button) => objectOf(button, 'reply'));
  const rows = listOf(action, 'sections').flatMap((section) => listOf(section, 'rows'));
  return [...replies, ...rows].map((one) => ({ id: textOf(one, 'id') ?? '', title: textOf(one, 'title') ?? '' }));
}

function templateOf(content: WireObject): NonNullable<TranscriptMessage['template']> {
  const values = listOf(content, 'components').flatMap((component) =>
    listOf(component, 'parameters').map((one) => textOf(one, 'text') ?? ''),
  );
  return { name: textOf(content, 'name') ?? '', language: textOf(objectOf(content, 'language'), 'code') ?? '', values };
}
