import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { Button } from '../wire.ts';
import type { Markup } from '../world/state.ts';

const button = z.looseObject({ text: z.string() });
const rows = z.array(z.array(button));
const markupSchema = z.union([
  z.looseObject({ inline_keyboard: rows }),
  z.looseObject({ keyboard: z.array(z.array(z.union([button, z.string().transform((text) => ({ text }))]))) }),
  z.looseObject({ remove_keyboard: z.literal(true) }),
  z.looseObject({ force_reply: z.literal(true) }),
]);

/** Most buttons Telegram keeps under one message. */
const maxButtons = 100;
const inlineActions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
];

/** Reads `reply_markup`, or refuses it with Telegram's words. */
export function parseMarkup(raw: unknown): Markup | undefined {
  if (raw === undefined || raw === '') return undefined;
  const parsed = markupSchema.safeParse(typeof raw === 'string' ? parseJson(raw) : raw);
  if (!parsed.success) throw badRequest("can't parse reply keyboard markup JSON object");
  const { data } = parsed;
  if ('inline_keyboard' in data) return inlineMarkup(data.inline_keyboard as Button[][]); // the union of loose objects hides the field's type
  if ('keyboard' in data) {
    const { keyboard, ...options } = data;
    return { reply: keyboard as Button[][], options }; // as above
  }
  return 'remove_keyboard' in data ? { removesKeyboard: true } : { forcesReply: true, options: data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}

function inlineMarkup(keyboard: Button[][]): Markup | undefined {
  const filled = keyboard.filter((row) => row.length > 0);
  if (filled.flat().length > maxButtons) throw badRequest('REPLY_MARKUP_TOO_LONG');
  for (const each of filled.flat()) checkInlineButton(each);
  return filled.length > 0 ? { inline: filled } : undefined;
}

function checkInlineButton(each: Button): void {
  if (each.text === '') throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String and non-empty');
  if (!inlineActions.some((action) => each[action] !== undefined)) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (each.callback_data !== undefined) {
    const size = Buffer.byteLength(String(each.callback_data));
    if (size < 1 || size > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (each.url !== undefined && !isReachableUrl(each.url))
    throw badRequest(`inline keyboard button URL '${each.url}' is invalid: Wrong HTTP URL`);
}

// Telegram's clients open these anywhere in the world, so a host name needs a dot: "localhost" is refused.
function isReachableUrl(url: string): boolean {
  if (/^tg:\/\//.test(url)) return true;
  const parsed = parseUrl(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && (parsed.hostname.includes('.') || parsed.hostname.startsWith('['));
}

function parseUrl(url: string): URL | null {
  const withScheme = /^[a-z]+:/i.test(url) ? url : `http://${url}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}
