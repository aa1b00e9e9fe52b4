import { setTimeout as wait } from 'node:timers/promises';
import { assignConversation, closeConversation, listConversations } from '../../api/customers/conversations.ts';
import { reply, untilAnswered } from './agents.ts';
import { createPolledCustomer, createWebhookCustomer } from './customers.ts';
import type { FaultWorld, Shop } from './world.ts';

/** Customers who write and agents who answer, whatever happens to the hub meanwhile. */
export interface Load {
  /** Sends waves of messages and replies until the hub ends; gives up after half a minute. */
  runUntil(name: string, ended: Promise<unknown>): Promise<void>;
  /** Resolves when everything begun has been acknowledged. */
  finish(): Promise<void>;
}

const waveMs = 150;
const mostWaves = 200;

/** Sets two bots up, one whose closed conversations open again and one whose next message opens a new one. */
export async function startLoad(world: FaultWorld): Promise<Load> {
  const shops = [await world.connectBot(), await world.connectBot({ newAfterClosedHours: 0 })];
  const work: Promise<void>[] = [];
  return {
    async runUntil(name, ended) {
      let isOver = false;
      void ended.then(() => (isOver = true));
      for (let wave = 1; !isOver && wave <= mostWaves; wave += 1) {
        const shop = shops[wave % 2];
        if (shop && wave <= 4) work.push(...sendWave(world, shop, `${name} ${wave}`));
        await Promise.race([ended, wait(waveMs)]);
      }
      if (!isOver) throw new Error(`the hub never came to ${name}`);
    },
    async finish() {
      await Promise.all(work);
    },
  };
}

/** One customer by polling, one by webhooks that come twice, and an agent who answers, closes, and answers what comes after. */
function sendWave(world: FaultWorld, shop: Shop, name: string): Promise<void>[] {
  const ann = createPolledCustomer(world, shop, `Ann of ${name}`);
  ann.write(`${name}: hello`);
  ann.sendAlbum(`${name}: pictures`);
  ann.writeAndEdit(`${name}: a misteak`, `${name}: a mistake`);
  const bob = createWebhookCustomer(world, shop, `Bob of ${name}`);
  return [talk(), answer()];

  async function talk(): Promise<void> {
    for (const words of ['one', 'two', 'three']) await bob.writeTwice(`${name}: ${words}`);
  }

  async function answer(): Promise<void> {
    const conversationId = await findConversation(world, shop, `Ann of ${name}`);
    const params = { conversationId };
    await reply(world, conversationId, `${name}: first answer`);
    await reply(world, conversationId, `${name}: second answer`);
    await untilAnswered(() => world.client().call(assignConversation, { params, body: { agentId: null } }));
    await untilAnswered(() => world.client().call(closeConversation, { params }));
    ann.write(`${name}: one more thing`);
  }
}

/** The customer's conversation, once the hub has opened it. */
export async function findConversation(world: FaultWorld, { channelId }: Shop, contactName: string): Promise<string> {
  for (;;) {
    const { items } = await untilAnswered(() => world.client().call(listConversations, { query: { channel: channelId, limit: 100 } }));
    const found = items.find(({ contact }) => contact.name === contactName);
    if (found) return found.id;
    await wait(50);
  }
}
