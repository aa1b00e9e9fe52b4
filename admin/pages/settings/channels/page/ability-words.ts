import { z } from 'zod';
import { attachmentKind } from '../../../../../bots/contract/content.ts';
import { formatNames } from '../../../../../bots/contract/abilities.ts';
import { fileSize, number } from '../../../../words/formats.ts';
import { language, t, tMaybe } from '../../../../words/words.ts';

/** One thing a channel can do or not, in words. */
export interface AbilityRow {
  name: string;
  what: string;
  /** Null: it can't. */
  how: string | null;
}

/** A limit that JSON can't hold comes as null: there is none. */
const limit = z.object({
  maxOutBytes: z.number().nullable(),
  maxInBytes: z.number().nullable(),
  formats: z.array(z.string()).nullable().catch(null),
});

const known = z.looseObject({
  attachments: z.partialRecord(attachmentKind, limit).catch({}),
  textLength: z.number().nullable().optional(),
  captionLength: z.number().nullable().optional(),
  albumSize: z.number().nullable().optional(),
  edit: z.boolean().optional(),
  deleteHours: z
    .union([z.number(), z.literal('always')])
    .nullable()
    .optional(),
  react: z.boolean().optional(),
  reactionEmojis: z.array(z.string()).nullable().optional(),
  replyTo: z.boolean().optional(),
  typing: z.boolean().optional(),
  receipts: z.string().optional(),
  buttons: z.object({ max: z.number(), titleLength: z.number(), urls: z.boolean() }).nullable().optional(),
  windowHours: z.number().nullable().optional(),
  templates: z.boolean().optional(),
  location: z.boolean().optional(),
  textBytes: z.number().nullable().optional(),
  told: z.object({ edit: z.boolean(), delete: z.boolean(), react: z.boolean(), typing: z.boolean() }).optional(),
  startConversation: z.boolean().optional(),
  idempotentSend: z.boolean().optional(),
  rate: z.object({ accountPerSecond: z.number(), chatPerSecond: z.number(), chatBurst: z.number() }).partial().optional(),
});
type Known = z.infer<typeof known>;

/** What a provider can do, a row for each ability, from the registry's table. What this admin has no words for comes last, by its own name. */
export function abilityRows(abilities: Record<string, unknown>): AbilityRow[] {
  const parsed = known.safeParse(abilities);
  if (!parsed.success) return Object.entries(abilities).map(([name, value]) => unknownRow(name, value));
  const { data } = parsed;
  const ours = rowsOf(data).filter(({ name }) => name in abilities);
  const named = new Set([...ours.map(({ name }) => name), 'attachments', 'reactionEmojis', 'idempotentSend', 'textBytes', 'templates']);
  const others = Object.entries(abilities)
    .filter(([name]) => !named.has(name))
    .map(([name, value]) => unknownRow(name, value));
  return [...ours, ...attachmentRows(data), ...others];
}

/** The abilities a catalogue shows, in one line. */
export function abilitiesInShort(abilities: Record<string, unknown>): string {
  const parsed = known.safeParse(abilities);
  if (!parsed.success) return '';
  const { attachments, edit, react, typing, buttons, startConversation } = parsed.data;
  const has = {
    files: Object.keys(attachments).length > 0,
    edits: edit,
    reactions: react,
    typing,
    buttons: buttons !== null && buttons !== undefined,
    first: startConversation,
  };
  const words = Object.entries(has).flatMap(([name, can]) => (can ? [tMaybe(`channels:short.${name}`)] : []));
  return words.length === 0 ? '' : `${sentence(words.join(', '))}.`;
}

function rowsOf(can: Known): AbilityRow[] {
  const row = (name: string, how: string | null): AbilityRow => ({ name, what: tMaybe(`channels:ability.${name}`, {}, name), how });
  const yes = (name: 'edit' | 'location' | 'replyTo' | 'typing'): AbilityRow => row(name, can[name] ? t('common:yes') : null);
  const signs = (name: string, count: number | null | undefined): AbilityRow =>
    row(name, count ? t('channels:characters', { count, n: number(count) }) : t('channels:noLimit'));
  return [
    row('startConversation', can.startConversation ? t('common:yes') : null),
    row('windowHours', can.windowHours ? t('channels:withinHours', { count: can.windowHours }) : t('channels:always')),
    // Without a window there is no time after it.
    ...(can.windowHours ? [row('templates', can.templates ? t('common:yes') : null)] : []),
    can.textBytes ? row('textLength', t('channels:bytes', { n: number(can.textBytes) })) : signs('textLength', can.textLength),
    signs('captionLength', can.captionLength),
    row('albumSize', can.albumSize && can.albumSize > 1 ? t('channels:upToFiles', { count: can.albumSize }) : null),
    yes('location'),
    yes('edit'),
    row('deleteHours', deletion(can)),
    row('react', reactions(can)),
    yes('replyTo'),
    yes('typing'),
    row('told', toldOf(can)),
    row('receipts', can.receipts ? tMaybe(`channels:receipt.${can.receipts}`, {}, can.receipts) : null),
    row('buttons', can.buttons ? t('channels:upToButtons', { count: can.buttons.max, n: number(can.buttons.titleLength) }) : null),
    row('rate', rate(can)),
  ];
}

/** What the provider tells of the customer's side, in one line. */
function toldOf({ told }: Known): string | null {
  if (!told) return null;
  const words = (['edit', 'delete', 'react', 'typing'] as const).flatMap((name) => (told[name] ? [t(`channels:told.${name}`)] : []));
  return words.length > 0 ? sentence(words.join(', ')) : null;
}

/** The first letter as that of a sentence. */
function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase(language.peek()) + words.slice(1);
}

function deletion({ deleteHours }: Known): string | null {
  if (deleteHours === 'always') return t('channels:always');
  return deleteHours ? t('channels:withinHoursOfSending', { count: deleteHours }) : null;
}

function reactions({ react, reactionEmojis }: Known): string | null {
  if (!react) return null;
  return reactionEmojis ? t('channels:someReactions', { count: reactionEmojis.length }) : t('channels:everyReaction');
}

function rate({ rate: given }: Known): string | null {
  if (!given?.accountPerSecond) return null;
  const perMinute = Math.round((given.chatPerSecond ?? given.accountPerSecond) * 60);
  return t('channels:perSecond', { n: number(given.accountPerSecond), chat: number(perMinute) });
}

function attachmentRows({ attachments }: Known): AbilityRow[] {
  const size = (bytes: number | null): string => (bytes === null ? t('channels:noLimit') : fileSize(bytes));
  return attachmentKind.options.map((kind) => {
    const found = attachments[kind];
    return {
      name: `attachments.${kind}`,
      what: tMaybe(`channels:attachment.${kind}`, {}, kind),
      how: found
        ? [t('channels:sizes', { out: size(found.maxOutBytes), in: size(found.maxInBytes) }), formatNames(found.formats ?? []).join(', ')]
            .filter(Boolean)
            .join('; ')
        : null,
    };
  });
}

function unknownRow(name: string, value: unknown): AbilityRow {
  if (value === null || value === undefined || value === false) return { name, what: name, how: null };
  if (value === true) return { name, what: name, how: t('common:yes') };
  return { name, what: name, how: typeof value === 'string' ? value : JSON.stringify(value) };
}
