import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Language } from '../../../api/fields.ts';
import type { HelpBoxConfig } from '../../../api/widget/help-box.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import { describeWidget, helpBoxUrl } from './config.ts';
import type { ShowTools } from './team.ts';
import { say } from './words.ts';

/** The page's own texts, read once in both languages. */
export const helpBoxWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: load('en'), ru: load('ru') };

function load(language: Language) {
  const file = new URL(`../../../locales/${language}/helpbox.json`, import.meta.url);
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The page of a widget in the visitor's language; null where its owner has switched it off. */
export async function describeHelpBox(
  hub: ShowTools & Pick<Hub, 'presence' | 'config'>,
  widget: KnownWidget,
  { language, pushKey }: { language: string | undefined; pushKey: string },
): Promise<HelpBoxConfig | null> {
  const { settings, widgetKey } = widget;
  if (!settings.helpBox.isOn || widget.isPaused) return null;
  const config = await describeWidget(hub, widget, language);
  return {
    widget: config,
    title: say(settings.helpBox.title, config.language, config.name),
    url: helpBoxUrl(hub, widgetKey),
    // Help articles and tickets are not there yet; each comes in here with the workspace's first.
    sections: [],
    pushKey,
    words: { ...helpBoxWords[config.language] },
  };
}
