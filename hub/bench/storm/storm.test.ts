import { expect, test } from 'vitest';
import { useHub } from '../../test/start-hub.ts';
import { createCrowd } from './crowd.ts';
import { buildVisitorWorld } from './visitor-world.ts';
import { buildStormWorld, sayEverywhere } from './world.ts';

const hub = useHub();

const worlds = { windows: buildStormWorld, "tabs of a site's visitors": buildVisitorWorld };

test.each([
  ['windows', 0],
  ['windows', 1000],
  ["tabs of a site's visitors", 0],
  ["tabs of a site's visitors", 1000],
] as const)(
  'eighty %s that are cut off at once, back within %i ms, miss nothing and hold nothing twice of what is said meanwhile',
  async (who, jitterMs) => {
    const seats = await worlds[who](hub().hub, 80);
    const crowd = createCrowd(hub().url, seats);
    await crowd.connect();

    crowd.cut(jitterMs);
    const texts = [];
    for (let at = 0; at < 5; at += 1) {
      texts.push(`storm ${jitterMs} ${at}`);
      await sayEverywhere(hub().hub, seats, `storm ${jitterMs} ${at}`);
    }
    const count = await crowd.settle(texts, 120_000);
    crowd.close();

    expect(count).toMatchObject({ missing: 0, doubled: 0 });
  },
  180_000,
);
