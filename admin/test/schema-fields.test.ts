import { expect, test } from 'vitest';
import { z } from 'zod';
import { telegramSettings } from '../../bots/telegram/settings.ts';
import { parseSettingFields } from '../pages/settings/channels/form/schema-fields.ts';
import { settingsFrom } from '../pages/settings/channels/form/settings-from.ts';

const telegram = parseSettingFields(z.toJSONSchema(telegramSettings, { io: 'input' }), ['botToken', 'webhookSecret']);

/** A provider that this admin has never heard of. */
const foreign = parseSettingFields(
  z.toJSONSchema(
    z.object({
      port: z.number().int().default(993),
      isFast: z.boolean().default(true),
      password: z.string().meta({ title: 'Password', description: 'As the post office gave it' }),
      folders: z.array(z.string()).optional(),
      region: z.union([z.literal('eu').meta({ title: 'Europe' }), z.literal('us')]),
      extra: z.object({ a: z.number() }).optional(),
    }),
    { io: 'input' },
  ),
  ['password'],
);

test("Telegram's settings become a secret that is needed, a choice with its default and a secret that is not", () => {
  expect(telegram.map(({ name, kind, isRequired, initial }) => ({ name, kind, isRequired, initial }))).toEqual([
    { name: 'botToken', kind: 'secret', isRequired: true, initial: '' },
    { name: 'mode', kind: 'choice', isRequired: false, initial: 'polling' },
    { name: 'webhookSecret', kind: 'secret', isRequired: false, initial: '' },
  ]);
  expect(telegram[1]?.options.map(({ value }) => value)).toEqual(['polling', 'webhook']);
  expect(telegram[0]).toMatchObject({ title: 'Bot token', hint: 'From @BotFather, /mybots, API Token' });
});

test('an unknown provider gets a field for each setting, what is needed first', () => {
  expect(foreign.map(({ name, kind }) => [name, kind])).toEqual([
    ['password', 'secret'],
    ['region', 'choice'],
    ['port', 'number'],
    ['isFast', 'switch'],
    ['folders', 'list'],
    ['extra', 'json'],
  ]);
  expect(foreign.find(({ name }) => name === 'region')?.options).toEqual([
    { value: 'eu', given: 'eu', title: 'Europe' },
    { value: 'us', given: 'us', title: undefined },
  ]);
});

test('texts become values of the right type, and empty ones are left out', () => {
  const texts = { password: ' secret ', region: 'us', port: '143', isFast: 'false', folders: 'INBOX\n\n Sent ', extra: '' };
  expect(settingsFrom(foreign, texts)).toEqual({
    settings: { password: 'secret', region: 'us', port: 143, isFast: false, folders: ['INBOX', 'Sent'] },
    problems: {},
  });
});

test('what is missing or not readable is told by its field', () => {
  expect(settingsFrom(foreign, { region: 'mars', port: 'many', extra: '{' }).problems).toEqual({
    password: 'missing',
    region: 'unreadable',
    port: 'unreadable',
    extra: 'unreadable',
  });
});

test('changing settings needs none of them, since the hub keeps what is not given', () => {
  expect(settingsFrom(telegram, { botToken: '1:new' }, { isChange: true })).toEqual({ settings: { botToken: '1:new' }, problems: {} });
  expect(settingsFrom(telegram, {}, { isChange: true })).toEqual({ settings: {}, problems: {} });
});
