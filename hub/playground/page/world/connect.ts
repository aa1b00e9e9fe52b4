import { applyChange, type World } from './world.ts';
import { change } from './schema.ts';

const retryMs = 1000;

/** Keeps the world up to date over the emulator's socket, for as long as the page lives; `changed` is called after every change. */
export function connectWorld(world: World, emulatorUrl: string, changed: () => void): void {
  const socket = new WebSocket(`${emulatorUrl.replace(/^http/, 'ws')}/emulator/ws`);
  socket.addEventListener('message', ({ data }) => {
    const parsed = change.parse(JSON.parse(String(data)));
    applyChange(world, parsed);
    // What a bot does vanishes from the header by itself.
    if (parsed.type === 'action') setTimeout(changed, 5100);
    changed();
  });
  socket.addEventListener('close', () => {
    world.isConnected = false;
    changed();
    setTimeout(() => connectWorld(world, emulatorUrl, changed), retryMs);
  });
}
