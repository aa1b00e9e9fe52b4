import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { findViolations } from './checker.ts';
import { createPolledCustomer, createWebhookCustomer } from './customers.ts';
import { reply } from './agents.ts';
import { findConversation } from './load.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld({ ownDatabase: true });
const patience = { timeout: 90_000, interval: 20 };

/** Kills every program of the database as the kernel would; what started them starts them again. */
async function killDatabase(): Promise<void> {
  const folder = join(world().databaseFolder(), 'database');
  const programs = (await readdir(folder)).filter((name) => name.endsWith('.process.json'));
  expect(programs).not.toEqual([]);
  for (const name of programs) {
    const { pid } = z.object({ pid: z.number() }).parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    process.kill(pid, 'SIGKILL');
  }
}

test(
  'while the database is killed and comes back webhooks answer 503, nothing acknowledged is lost, and the hub recovers by itself',
  { timeout: 200_000 },
  async () => {
    const hub = await world().startHub();
    const shop = await world().connectBot();
    const statuses: number[] = [];
    let isOver = false;
    const writing = ['Ann', 'Bob', 'Eve', 'Zoe'].map(async (name) => {
      const customer = createWebhookCustomer(world(), shop, name);
      for (let at = 1; !isOver; at += 1) await customer.write(`${name} ${at}`, (status) => statuses.push(status));
    });
    const dan = createPolledCustomer(world(), shop, 'Dan');
    dan.write('hello');
    const conversationId = await findConversation(world(), shop, 'Dan');

    for (const round of [1]) {
      const [accepted, refused] = [statuses.filter(isAccepted).length, statuses.filter(isRefused).length];
      await killDatabase();
      world().history.crashes += 1;
      dan.write(`during ${round}`);
      const answering = reply(world(), conversationId, `answer ${round}`);
      await vi.waitFor(() => expect(statuses.filter(isRefused).length).toBeGreaterThan(refused), patience);
      await vi.waitFor(() => expect(statuses.filter(isAccepted).length).toBeGreaterThan(accepted + 20), patience);
      await answering;
    }
    isOver = true;
    await Promise.all(writing);

    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(hub.hasEnded()).toBe(false);
    expect(await findViolations(world())).toEqual([]);
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  },
);

const isAccepted = (status: number) => status === 200;
const isRefused = (status: number) => status === 503;
