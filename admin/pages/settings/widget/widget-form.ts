import type { WidgetSettings } from '../../../../hub/api/widget/settings.ts';

/** What every part of the widget's settings is given: the values on screen, and how one is changed. */
export interface WidgetForm {
  values: WidgetSettings;
  set<Name extends keyof WidgetSettings>(name: Name, value: WidgetSettings[Name]): void;
  isDisabled: boolean;
  /** What the hub refused, in words, by the path of the value. */
  problems: Readonly<Record<string, string>>;
  /** The hub's own texts by language, which hold where the owner has none. */
  words: Readonly<Record<'en' | 'ru', Readonly<Record<string, string>>>>;
}

/** The pages of the widget's settings, in the order of their tabs. */
export const widgetParts = ['look', 'places', 'hours', 'forms', 'identity', 'install'] as const;
export type WidgetPart = (typeof widgetParts)[number];

/** The part an address names; the first for one that names none. */
export function partOf(name: string | null): WidgetPart {
  return widgetParts.find((part) => part === name) ?? 'look';
}
