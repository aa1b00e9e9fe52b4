import { accountScenes } from './account.ts';
import { channelScenes } from './channels.ts';
import { composerScenes } from './composer.ts';
import { contactScenes } from './contacts.ts';
import { inboxScenes } from './inbox.ts';
import { messengerScenes } from './messengers.ts';
import { panelScenes } from './panel.ts';
import type { Scene } from './scene.ts';
import { settingsScenes } from './settings.ts';
import { shellScenes } from './shell.ts';
import { troubleScenes } from './trouble.ts';
import { visitorScenes } from './visitors.ts';
import { widgetScenes } from './widget.ts';

/** Every scene; an area adds its own list here. */
export const scenes: readonly Scene[] = [
  ...accountScenes,
  ...shellScenes,
  ...inboxScenes,
  ...composerScenes,
  ...troubleScenes,
  ...panelScenes,
  ...contactScenes,
  ...visitorScenes,
  ...settingsScenes,
  ...channelScenes,
  ...messengerScenes,
  ...widgetScenes,
];
