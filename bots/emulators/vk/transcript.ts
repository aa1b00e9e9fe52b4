import type { Dialog, VkMessage } from './world/state.ts';

/** A button as a person sees it. */
export interface SeenButton {
  title: string;
  type: string;
  link?: string;
  payload?: string;
}

/** A message as a person sees it. */
export interface SeenMessage {
  cmid: number;
  fromId: number;
  /** True for what the community wrote. */
  isOurs: boolean;
  text: string;
  /** What hangs on it: the type, the name where it has one, the address of its bytes. */
  files: { type: string; name?: string; url?: string }[];
  geo?: { latitude: number; longitude: number };
  replyTo?: number;
  buttons: SeenButton[][];
  isEdited: boolean;
  /** By who has it; a community's id is negative. */
  reactions: Record<string, number>;
}

/** What a person sees of a conversation, oldest first; deleted messages are gone. */
export function readTranscript(dialog: Dialog): SeenMessage[] {
  return dialog.messages.filter(({ isDeleted }) => !isDeleted).map(seen);
}

function seen(message: VkMessage): SeenMessage {
  return {
    cmid: message.cmid,
    fromId: message.fromId,
    isOurs: message.isOut,
    text: message.text,
    files: message.attachments.map(fileOf),
    ...(message.geo && { geo: message.geo }),
    ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
    buttons: (message.keyboard?.buttons ?? []).map((row) =>
      row.map(({ action: { type, label = '', link, payload } }) => ({
        title: label,
        type,
        ...(link !== undefined && { link }),
        ...(payload !== undefined && { payload }),
      })),
    ),
    isEdited: message.editedAt !== undefined,
    reactions: Object.fromEntries(message.reactions),
  };
}

interface Described {
  title?: string;
  url?: string;
  link_ogg?: string;
  sizes?: { url: string; width: number }[];
}

function fileOf({ type, ...rest }: VkMessage['attachments'][number]): SeenMessage['files'][number] {
  const described = (rest[type] ?? {}) as Described; // what this emulator or a test put there
  const url = described.url ?? described.link_ogg ?? described.sizes?.toSorted((a, b) => b.width - a.width)[0]?.url;
  return { type, ...(described.title !== undefined && { name: described.title }), ...(url !== undefined && { url }) };
}
