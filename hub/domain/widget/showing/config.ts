import type { Language } from '../../../api/fields.ts';
import type { LeadField } from '../../../api/widget/settings.ts';
import type { FormField, WidgetConfig } from '../../../api/widget/views.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import { listCustomFields } from '../../custom-field/find-custom-fields.ts';
import type { CustomFieldRecord } from '../../custom-field/model.ts';
import { fileUrl } from '../../file/link.ts';
import { readableOn } from './contrast.ts';
import { publicName, teamStateOf, type ShowTools } from './team.ts';
import { languageFor, say, widgetWords } from './words.ts';

const ordinary = {
  name: { word: 'fieldName', type: 'text' },
  email: { word: 'fieldEmail', type: 'email' },
  phone: { word: 'fieldPhone', type: 'phone' },
} as const;

/** Where the chat is as a page of its own. */
export function helpBoxUrl(hub: Pick<Hub, 'baseUrl'>, widgetKey: string): string {
  return `${hub.baseUrl()}/helpbox/${widgetKey}`;
}

/** Look, words and rules in the visitor's language; no database call, one where the lead form asks for the workspace's own fields. */
export async function describeWidget(
  hub: ShowTools & Pick<Hub, 'presence' | 'config'>,
  widget: KnownWidget,
  wantedLanguage: string | undefined,
): Promise<WidgetConfig> {
  const { settings, widgetKey } = widget;
  const { look, texts, places, leadForm, rating, files } = settings;
  const language = languageFor(widget, wantedLanguage);
  const words = widgetWords[language];
  const name = publicName(widget);
  return {
    widgetKey,
    language,
    name,
    look: {
      colour: look.colour,
      onColour: readableOn(look.colour),
      theme: look.theme,
      position: look.position,
      offsetX: look.offsetX,
      offsetY: look.offsetY,
      launcher: look.launcher,
      avatarUrl: look.avatarFileId === null ? null : fileUrl(hub, look.avatarFileId, 'avatar'),
    },
    title: say(texts.title, language, words['title'] ?? name),
    greeting: say(texts.greeting, language, words['greeting'] ?? ''),
    away: say(texts.away, language, words['away'] ?? ''),
    launcherLabel: say(texts.launcher, language, words['launcher'] ?? ''),
    places: { ...places },
    team: teamStateOf(hub, widget),
    leadForm: {
      when: leadForm.when,
      title: say(leadForm.title, language, words['leadTitle'] ?? ''),
      fields: leadForm.when === 'never' ? [] : await describeFields(widget, leadForm.fields, language),
    },
    rating: {
      isOn: rating.isOn,
      question: say(rating.question, language, words['ratingQuestion'] ?? ''),
      withComment: rating.withComment,
    },
    files: { isAllowed: files.isAllowed, maxBytes: largestUpload(hub, widget) },
    manyConversations: settings.manyConversations,
    sound: settings.sound,
    helpBoxUrl: settings.helpBox.isOn ? helpBoxUrl(hub, widgetKey) : null,
    canCarryOn: settings.carryOnChannelId !== null,
    words,
  };
}

/** Bytes of the largest file that a visitor may send. */
export function largestUpload({ config }: Pick<Hub, 'config'>, { settings }: Pick<KnownWidget, 'settings'>): number {
  return Math.min(settings.files.maxMegabytes, config.FILE_LIMIT_MB) * 1024 * 1024;
}

/** What the form asks for, without the workspace's fields that are no more. */
async function describeFields(widget: KnownWidget, fields: readonly LeadField[], language: Language): Promise<FormField[]> {
  const own = fields.some(({ key }) => key.startsWith('field:')) ? await listCustomFields(widget) : [];
  return fields.flatMap((field): FormField[] => {
    const described = describeField(field, own, language);
    return described ? [described] : [];
  });
}

function describeField({ key, label, isRequired }: LeadField, own: readonly CustomFieldRecord[], language: Language): FormField | null {
  if (key === 'name' || key === 'email' || key === 'phone') {
    const { word, type } = ordinary[key];
    return { key, label: say(label, language, widgetWords[language][word] ?? key), type, isRequired };
  }
  const field = own.find((each) => `field:${each.key}` === key);
  if (!field) return null;
  const { name, type, choices } = field;
  return { key, label: say(label, language, name), type, ...(type === 'choice' && { options: [...choices] }), isRequired };
}
