import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Params, Result } from './protocol.ts';
import type { Serving } from './serve.ts';

/** Chats and messages of each that are looked through, at most. */
const maxChats = 200;
const maxMessages = 100;

/** Milliseconds between two chats: the page fetches earlier messages as a person who scrolls. */
const pauseMs = 150;

const active = z.array(z.object({ id: z.string(), t: z.number() }));

/** Run in the page: listing models there costs nothing, while the library's own list asks WhatsApp about every group. */
const listChats = `window.require('WAWebCollections').Chat.getModelsArray().map((chat) => ({ id: chat.id._serialized, t: chat.t ?? 0 }))`;

/** Hands over what was written since a time, oldest first: the page tells only of what comes while it is open. What is known already is known by its id. */
export async function handOverRecent({ client, chats }: Serving, { since }: Params<'recent'>): Promise<Result<'recent'>> {
  const listed = active.parse((await client.pupPage?.evaluate(listChats)) ?? []);
  const recent = listed
    .filter(({ id, t }) => t * 1000 >= since && /@(?:c\.us|lid)$/.test(id))
    .sort((a, b) => b.t - a.t)
    .slice(0, maxChats);
  let messages = 0;
  for (const { id } of recent) {
    const chat = await client.getChatById(id);
    const fetched = await chat.fetchMessages({ limit: maxMessages });
    for (const message of fetched.sort((a, b) => a.timestamp - b.timestamp)) {
      if (message.timestamp * 1000 < since) continue;
      chats.handOver(message);
      messages += 1;
    }
    await wait(pauseMs);
  }
  return { messages };
}
