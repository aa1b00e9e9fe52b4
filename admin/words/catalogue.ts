import type common from '../../hub/locales/en/admin/common.json';
import type shell from '../../hub/locales/en/admin/shell.json';
import type account from '../../hub/locales/en/admin/account.json';
import type inbox from '../../hub/locales/en/admin/inbox.json';
import type thread from '../../hub/locales/en/admin/thread.json';
import type composer from '../../hub/locales/en/admin/composer.json';
import type panel from '../../hub/locales/en/admin/panel.json';
import type contacts from '../../hub/locales/en/admin/contacts.json';
import type settings from '../../hub/locales/en/admin/settings.json';
import type channels from '../../hub/locales/en/admin/channels.json';
import type russianChannels from '../../hub/locales/ru/admin/channels.json';
import type console from '../../hub/locales/en/admin/console.json';
import type profile from '../../hub/locales/en/admin/profile.json';
import type widget from '../../hub/locales/en/admin/widget.json';
import type team from '../../hub/locales/en/admin/team.json';
import type visitors from '../../hub/locales/en/admin/visitors.json';

/** Every area of words, one JSON file each per language in hub/locales/<language>/admin/. */
interface Areas {
  common: typeof common;
  shell: typeof shell;
  account: typeof account;
  inbox: typeof inbox;
  thread: typeof thread;
  composer: typeof composer;
  panel: typeof panel;
  contacts: typeof contacts;
  settings: typeof settings;
  channels: typeof channels;
  console: typeof console;
  profile: typeof profile;
  team: typeof team;
  widget: typeof widget;
  visitors: typeof visitors;
}

/** `files_one` and its forms are asked for as `files` with a count. */
type WithoutForm<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'few' | 'many' | 'other'}` ? Stem : Key;

/** Names a text: `<area>:<key>`. */
export type WordKey = { [Area in keyof Areas]: `${Area}:${WithoutForm<keyof Areas[Area] & string>}` }[keyof Areas];

/** Texts of why a channel is out of order, by the code of the reason: those that are there in both languages. */
export type ReasonKey = keyof typeof channels & keyof typeof russianChannels & `reason.${string}`;
