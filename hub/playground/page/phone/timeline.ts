import type { Message } from '../world/schema.ts';
import type { Drawn } from '../message/bubble.ts';

/** A line of a chat: a message (an album is one), or what happened. */
export type Line = { kind: 'message'; drawn: Drawn } | { kind: 'service'; message: Message };

const togetherMs = 5 * 60_000;

/** Puts a chat's messages, oldest first, into the lines a person sees. */
export function drawTimeline(messages: readonly Message[], userId: number): Line[] {
  const lines: Line[] = [];
  let last: Drawn | null = null;
  for (const message of messages) {
    if (message.service) {
      lines.push({ kind: 'service', message });
      last = null;
      continue;
    }
    if (last && message.albumId !== undefined && last.message.albumId === message.albumId) {
      last.parts = [...last.parts, message];
      continue;
    }
    const isTogether: boolean =
      last !== null && last.message.from.id === message.from.id && Date.parse(message.date) - Date.parse(last.message.date) < togetherMs;
    if (last && isTogether) last.isLastOfAuthor = false;
    const isOwn = message.from.id === userId;
    last = { message, parts: [message], isOwn, isFirstOfAuthor: !isTogether, isLastOfAuthor: true };
    lines.push({ kind: 'message', drawn: last });
  }
  return lines;
}
