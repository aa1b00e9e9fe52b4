import { systemActor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { Widget } from './model.ts';

const everyMs = 3_600_000;
const mostSites = 20;
const remembered = 10_000;
const notedAt = new Map<string, number>();

/** Notes on which site a widget was seen at work, at most once an hour, a site and a process; the install page hears of a new one at once. */
export async function noteSite(
  hub: Pick<Hub, 'now' | 'facts'>,
  place: { workspaceId: ObjectId; channelId: ObjectId },
  url: string,
): Promise<void> {
  if (!URL.canParse(url)) return;
  const { host } = new URL(url);
  const { workspaceId, channelId: _id } = place;
  const key = `${_id.toHexString()} ${host}`;
  const at = hub.now();
  if (host === '' || at.getTime() - (notedAt.get(key) ?? 0) < everyMs) return;
  if (notedAt.size >= remembered) notedAt.clear();
  notedAt.set(key, at.getTime());
  const known = await Widget.updateOne({ _id, workspaceId, 'seenOn.host': host }, { $set: { 'seenOn.$.lastAt': at } });
  if (known.matchedCount === 0)
    await Widget.updateOne(
      { _id, workspaceId, 'seenOn.host': { $ne: host } },
      { $push: { seenOn: { $each: [{ host, firstAt: at, lastAt: at }], $position: 0, $slice: mostSites } } },
    );
  await announceSettings(hub, systemActor(workspaceId), 'widget', _id);
}
