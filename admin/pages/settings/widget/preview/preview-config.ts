import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import type { SpokenText } from '../../../../../hub/api/customers/channels.ts';
import type { Language } from '../../../../../hub/api/fields.ts';
import type { LeadField, WidgetSettings } from '../../../../../hub/api/widget/settings.ts';
import type { FormField, WidgetConfig } from '../../../../../hub/api/widget/views.ts';
import { judge } from '../look/contrast.ts';

/** What the preview shows that no setting says. */
export interface PreviewView {
  language: Language;
  theme: 'light' | 'dark';
  /** As if somebody of the team were there. */
  isTeamThere: boolean;
}

/** What the form's values don't know: the workspace's own fields, the address of a picture just chosen. */
export interface PreviewSources {
  workspaceName: string;
  customFields: readonly CustomFieldView[];
  /** Of the chosen picture; undefined: as it is kept. */
  avatarUrl: string | null | undefined;
}

/** The kept config with unsaved settings over it: what the widget will begin with once they are saved. */
export function previewConfig(
  kept: WidgetConfig,
  settings: WidgetSettings,
  { language, theme, isTeamThere }: PreviewView,
  { workspaceName, customFields, avatarUrl }: PreviewSources,
): WidgetConfig {
  const { look, texts, leadForm, rating, files } = settings;
  const say = (text: SpokenText | null, word: string): string => text?.[language] ?? kept.words[word] ?? firstOf(text);
  return {
    ...kept,
    language,
    name: look.name ?? workspaceName,
    look: {
      colour: look.colour,
      onColour: judge(look.colour)?.onColour ?? kept.look.onColour,
      theme,
      position: look.position,
      offsetX: look.offsetX,
      offsetY: look.offsetY,
      launcher: look.launcher,
      avatarUrl: avatarUrl === undefined ? kept.look.avatarUrl : avatarUrl,
    },
    title: say(texts.title, 'title'),
    greeting: say(texts.greeting, 'greeting'),
    away: say(texts.away, 'away'),
    launcherLabel: say(texts.launcher, 'launcher'),
    team: { ...kept.team, isOpen: isTeamThere, opensAt: isTeamThere ? null : kept.team.opensAt, replyTime: settings.replyTime },
    leadForm: {
      when: leadForm.when,
      title: say(leadForm.title, 'leadTitle'),
      fields: leadForm.fields.flatMap((field) => askedFor(field, { language, words: kept.words, customFields }) ?? []),
    },
    rating: { isOn: rating.isOn, question: say(rating.question, 'ratingQuestion'), withComment: rating.withComment },
    files: { isAllowed: files.isAllowed, maxBytes: files.maxMegabytes * 1024 * 1024 },
    manyConversations: settings.manyConversations,
    sound: settings.sound,
  };
}

/** A field as it is asked for; null for one of the workspace's that is gone. */
function askedFor(
  { key, label, isRequired }: LeadField,
  { language, words, customFields }: { language: Language; words: WidgetConfig['words']; customFields: readonly CustomFieldView[] },
): FormField | null {
  const own = { name: 'fieldName', email: 'fieldEmail', phone: 'fieldPhone' } as const;
  if (key === 'name' || key === 'email' || key === 'phone')
    return { key, label: label?.[language] ?? words[own[key]] ?? key, type: key === 'name' ? 'text' : key, isRequired };
  const field = customFields.find((each) => `field:${each.key}` === key);
  if (!field) return null;
  return {
    key,
    label: label?.[language] ?? field.name,
    type: field.type,
    ...(field.type === 'choice' && { options: field.choices }),
    isRequired,
  };
}

function firstOf(text: SpokenText | null): string {
  return text?.en ?? text?.ru ?? '';
}
