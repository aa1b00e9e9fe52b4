import { z } from 'zod';
import type { AnyChannel } from '../../../bots/contract/channel.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';

interface Place {
  workspaceId: ObjectId;
  channelId: ObjectId;
}

const settingsShape = z.record(z.string(), z.unknown());

/** Checks settings by the adapter's schema; throws channel.settings-invalid with the fields. */
export function parseSettings(kind: AnyChannel, given: unknown): Record<string, unknown> {
  const parsed = kind.settingsSchema.safeParse(given);
  if (parsed.success) return settingsShape.parse(parsed.data);
  throw new HubError('channel.settings-invalid', {
    issues: parsed.error.issues.map(({ path, message }) => ({ path: ['settings', ...path], message })),
  });
}

/** Settings as they are kept: all of them sealed, as most are secrets. */
export function sealSettings(hub: Pick<Hub, 'secrets'>, place: Place, settings: Record<string, unknown>): string {
  return hub.secrets.seal(JSON.stringify(settings), sealPlace(place));
}

/** Opens sealed settings. */
export function openSettings(hub: Pick<Hub, 'secrets'>, place: Place, sealed: string): Record<string, unknown> {
  return settingsShape.parse(JSON.parse(hub.secrets.open(sealed, sealPlace(place))));
}

/** Where sealed settings belong; `rotate-secrets` seals them again by it. */
export function sealPlace({ workspaceId, channelId }: Place) {
  return { workspaceId: workspaceId.toHexString(), field: `channels.settings:${channelId.toHexString()}` };
}
