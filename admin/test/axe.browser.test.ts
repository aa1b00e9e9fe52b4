import { describe, expect, test } from 'vitest';
import { violationsOf } from './axe.ts';
import { scenes } from './scenes/all.ts';
import { enterScene } from './scenes/scene.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(scenes)('$name has nothing that axe objects to', async (scene) => {
    const { world, url, openAs } = admin();
    const page = await openAs(scene.as === null ? null : world[scene.as ?? 'ada'], '/login', { colorScheme });
    await enterScene(page, url, scene, world);

    expect(await violationsOf(page)).toEqual([]);
  });
});
