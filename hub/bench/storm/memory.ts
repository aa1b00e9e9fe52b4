import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process occupies, and what it keeps once all garbage is gone: heap and buffers, in bytes. */
export function measureMemory(): { rssBytes: number; keptBytes: number } {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, null, []);
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, keptBytes: heapUsed + external };
}
