import type { WidgetSettings } from '../../../api/widget/settings.ts';
import type { WidgetRecord } from '../model.ts';

/** How a widget is until its owner says otherwise. */
const defaults: WidgetSettings = {
  look: {
    colour: '#2563eb',
    theme: 'auto',
    position: 'right',
    offsetX: 20,
    offsetY: 20,
    launcher: 'bubble',
    avatarFileId: null,
    name: null,
  },
  texts: { title: null, greeting: null, launcher: null, away: null },
  places: { onlyPages: [], exceptPages: [], devices: 'all', onlyInHours: false },
  allowedDomains: [],
  language: 'visitor',
  scheduleId: null,
  replyTime: null,
  leadForm: {
    when: 'never',
    title: null,
    fields: [
      { key: 'name', label: null, isRequired: false },
      { key: 'email', label: null, isRequired: true },
    ],
  },
  rating: { isOn: true, question: null, withComment: true },
  files: { isAllowed: true, maxMegabytes: 20 },
  manyConversations: false,
  sound: true,
  helpBox: { isOn: false, title: null },
  carryOnChannelId: null,
};

/** A widget's settings, with what holds until somebody chooses otherwise. */
export function settingsOf({ settings }: Pick<WidgetRecord, 'settings'>): WidgetSettings {
  return { ...defaults, ...settings };
}
