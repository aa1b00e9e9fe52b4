import type { Hub } from '../core/parts/hub.ts';
import { ObjectId } from '../core/ids.ts';
import { noteTraffic } from '../domain/channel/traffic.ts';

/** Notes that something came in, after it was acknowledged: nobody waits for it, and a failure only leaves the channel's health older. */
export function noteArrival(hub: Pick<Hub, 'now' | 'log' | 'facts'>, channelId: string): void {
  noteTraffic(hub, new ObjectId(channelId), 'in').catch((error: unknown) =>
    hub.log.warn({ err: error, channelId }, 'the arrival of messages could not be noted'),
  );
}
