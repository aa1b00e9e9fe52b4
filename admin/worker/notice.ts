import { z } from 'zod';
import { pushPayload } from '../../hub/api/team/push.ts';
import { adminAddress } from './messages.ts';

/** What a notification keeps of the push it tells of. */
const kept = z.object({ url: z.string(), kind: z.string(), at: z.iso.datetime() });

/** Of a hub newer than this worker: what it says is shown all the same. */
const anyVersion = z.object({ title: z.string(), body: z.string().optional(), tag: z.string().optional(), url: z.string().optional() });

/** What `showNotification` takes; some of it is in the Notifications API but not yet in TypeScript's types. */
export interface Notice {
  title: string;
  options: NotificationOptions & { tag: string; renotify: boolean; timestamp?: number };
}

/** A notification as the browser has it on the screen. */
export type Shown = Pick<Notification, 'title' | 'body' | 'tag' | 'data'>;

const icon = '/admin/icon.svg';
const somewhere = '/admin/';

/** What a push is shown as, whatever came: a browser punishes pushes that show nothing. */
export function noticeOf(content: unknown): Notice {
  const { success, data } = pushPayload.safeParse(content);
  if (!success) return generalNotice(content);
  const { title, body, tag, renotify, silent, url, kind, at } = data;
  return { title, options: { body, tag, renotify, silent, timestamp: Date.parse(at), icon, data: { url, kind, at } } };
}

function generalNotice(content: unknown): Notice {
  const { title = 'Hubbub', body = '', tag = 'hubbub', url = somewhere } = anyVersion.safeParse(content).data ?? {};
  return { title, options: { body, tag, renotify: false, icon, data: { url } } };
}

/**
 * A push may come twice, or after a later one of its conversation: then what is on the screen stays, and nobody is called a second time.
 * It is shown again without a sound, since a push that shows nothing is held against the hub.
 */
export function noticeBeside(shown: Shown | undefined, notice: Notice): Notice {
  const former = kept.safeParse(shown?.data).data;
  const next = kept.safeParse(notice.options.data).data;
  if (!shown || !former || !next) return notice;
  const isRepeat = former.at === next.at && former.kind === next.kind && shown.body === notice.options.body;
  if (!isRepeat && Date.parse(former.at) <= Date.parse(next.at)) return notice;
  const { title, body, tag } = shown;
  return { title, options: { body, tag, renotify: false, silent: true, timestamp: Date.parse(former.at), icon, data: former } };
}

/** Where a click on a notification leads. */
export function addressOf({ data }: Pick<Notification, 'data'>): string {
  return z.object({ url: adminAddress }).safeParse(data).data?.url ?? somewhere;
}
