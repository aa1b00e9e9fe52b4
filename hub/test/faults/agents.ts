import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '../../api/client.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import type { FaultWorld } from './world.ts';

const againMs = 25;

/** Repeats an API call while the hub is gone or without its database; any other refusal is thrown. */
export async function untilAnswered<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ApiError && error.status !== 503) throw error;
      await wait(againMs);
    }
  }
}

/** Answers a conversation until the hub has taken the reply, under one client id, and notes it. */
export async function reply(world: Pick<FaultWorld, 'client' | 'history'>, conversationId: string, text: string): Promise<void> {
  const clientId = randomUUID();
  await untilAnswered(() => world.client().call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, clientId } }));
  world.history.replies.push({ conversationId, clientId, text });
}
