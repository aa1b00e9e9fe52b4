import { timingSafeEqual } from 'node:crypto';
import type { Hub } from '../../core/parts/hub.ts';

const hour = 3_600_000;

/** The address of a stored file: signed, good for one to two hours, and the same within an hour so that browsers can cache it. */
export function fileUrl(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, fileId: string, name: string): string {
  const until = (Math.ceil(hub.now().getTime() / hour) + 1) * hour;
  return `${hub.baseUrl()}/files/${fileId}/${encodeURIComponent(name)}?until=${until}&signature=${signature(hub, fileId, until)}`;
}

/** Says whether a link was ours, and whether it has run out. */
export function checkFileLink(
  hub: Pick<Hub, 'secrets' | 'now'>,
  fileId: string,
  link: { until: number; signature: string },
): 'good' | 'expired' | 'forged' {
  const expected = Buffer.from(signature(hub, fileId, link.until));
  const given = Buffer.from(link.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'forged';
  return link.until >= hub.now().getTime() ? 'good' : 'expired';
}

function signature(hub: Pick<Hub, 'secrets'>, fileId: string, until: number): string {
  return hub.secrets.sign('file', `${fileId}.${until}`).toString('base64url');
}
