import { computed, effect, signal } from '@preact/signals-core';

const socket = signal<'connecting' | 'online' | 'offline'>('connecting');
const misses = signal(0);
const since = signal<number>(Date.now());

/** Whether the hub can be reached, by what the socket and the calls found. */
export const connection = {
  /** False once the hub could not be reached; writes wait then. */
  isOnline: computed(() => socket.value !== 'offline' && misses.value === 0),
  /** When the hub was last heard, in milliseconds since the epoch. */
  lastHeardAt: since,
  socket,
  reached(): void {
    if (misses.peek() !== 0) misses.value = 0;
    since.value = Date.now();
  },
  missed(): void {
    misses.value += 1;
  },
  setSocket(state: 'connecting' | 'online' | 'offline'): void {
    if (state === 'online') this.reached();
    socket.value = state;
  },
};

/** Runs it once, when the hub can be reached again after it could not. Returns its removal. */
export function onceBack(run: () => void): () => void {
  let wasAway = false;
  const stop = effect(() => {
    const isOnline = connection.isOnline.value;
    if (isOnline && wasAway)
      queueMicrotask(() => {
        stop();
        run();
      });
    wasAway = !isOnline;
  });
  return stop;
}

window.addEventListener('offline', () => connection.missed());
