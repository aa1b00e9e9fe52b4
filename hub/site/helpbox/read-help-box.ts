import { buffer } from 'node:stream/consumers';
import type { Hub } from '../../core/parts/hub.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';
import { getFile, openFile } from '../../domain/file/open-file.ts';
import { getPushKeys } from '../../domain/push/keys.ts';
import { describeHelpBox, helpBoxWords } from '../../domain/widget/showing/help-box.ts';
import type { Picture } from './draw-icon.ts';
import type { HelpBoxParts } from './helpbox.ts';

type PageTools = Pick<Hub, 'now' | 'log' | 'secrets' | 'baseUrl' | 'presence' | 'config' | 'widgets' | 'files'>;

/** A picture above this is not put into an icon. */
const mostBytes = 500_000;

/** Reads the pages of this hub's workspaces. */
export function readHelpBox(hub: PageTools): HelpBoxParts {
  return {
    words: helpBoxWords,
    async read(widgetKey, language) {
      const widget = await hub.widgets.byKey(widgetKey);
      const page = widget && (await describeHelpBox(hub, widget, { language, pushKey: (await getPushKeys(hub)).publicKey }));
      return page && { page, picture: () => pictureOf(hub, widget) };
    },
  };
}

async function pictureOf(hub: PageTools, { workspaceId, settings }: KnownWidget): Promise<Picture | null> {
  const { avatarFileId } = settings.look;
  if (avatarFileId === null) return null;
  try {
    const file = await getFile({ workspaceId }, avatarFileId);
    if (file.size > mostBytes || !/^image\/(png|jpeg|webp|gif)$/.test(file.mimeType)) return null;
    return { mimeType: file.mimeType, bytes: await buffer(await openFile(hub, file)) };
  } catch (error) {
    hub.log.warn({ err: error }, 'the picture of a page could not be read; its icon is drawn');
    return null;
  }
}
