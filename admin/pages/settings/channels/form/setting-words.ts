import { t, tMaybe } from '../../../../words/words.ts';
import type { SettingField } from './schema-fields.ts';

type Named = Pick<SettingField, 'name' | 'title' | 'hint'>;

/** A setting's label: ours where we know it, else the schema's, else its name. */
export function settingTitle(provider: string, { name, title }: Named): string {
  return tMaybe(`channels:setting.${provider}.${name}`, {}, title ?? name);
}

/** What a setting is and where it is found. */
export function settingHint(provider: string, { name, hint }: Named): string {
  return tMaybe(`channels:settingHint.${provider}.${name}`, {}, hint ?? '');
}

/** What one of a setting's choices is called. */
export function optionTitle(provider: string, name: string, { value, title }: SettingField['options'][number]): string {
  return tMaybe(`channels:option.${provider}.${name}.${value}`, {}, title ?? value);
}

/** What is wrong with a setting: ours where we know it, else the hub's words. */
export function settingProblem(provider: string, name: string, problem: string): string {
  if (problem === 'missing') return t('common:required');
  if (problem === 'unreadable') return t('channels:unreadableSetting');
  return tMaybe(`channels:settingWrong.${provider}.${name}`, {}, problem);
}
