import { VkApiError } from '../api-error.ts';
import type { VkGroup, VkKeyboard } from '../world/state.ts';

const actionTypes = new Set(['text', 'callback', 'open_link', 'location', 'open_app', 'vkpay']);

/** Reads a `keyboard` parameter and holds it to VK's limits. Throws 911, or 912 where the community has no bot abilities. */
export function readKeyboard(group: VkGroup, raw: string | null): VkKeyboard | undefined {
  if (raw === null || raw === '') return undefined;
  if (!group.hasBotAbilities) throw new VkApiError(912);
  const keyboard = parse(raw);
  const rows: unknown = keyboard.buttons;
  if (!Array.isArray(rows)) throw wrong('buttons');
  const keys = keyboard.buttons.flat();
  const [mostRows, mostInRow, most] = keyboard.inline ? [6, 5, 10] : [10, 5, 40];
  if (keyboard.inline && keyboard.one_time) throw wrong('inline keyboard can not be one_time');
  if (rows.length > mostRows) throw wrong(`too many rows, max ${mostRows}`);
  if (keyboard.buttons.some((row) => row.length > mostInRow || row.length === 0)) throw wrong(`row must have 1 to ${mostInRow} buttons`);
  if (keys.length > most) throw wrong(`too many buttons, max ${most}`);
  for (const { action } of keys) checkAction(action);
  return keyboard;
}

function checkAction(action: VkKeyboard['buttons'][number][number]['action']): void {
  if (!actionTypes.has(action.type)) throw wrong('unknown action type');
  if (['text', 'callback', 'open_link'].includes(action.type) && !action.label) throw wrong('label is empty');
  if ((action.label ?? '').length > 40) throw wrong('label is too long, max 40');
  if ((action.payload ?? '').length > 255) throw wrong('payload is too long, max 255');
  if (action.payload !== undefined && !isJson(action.payload)) throw wrong('payload must be JSON');
  if (action.type === 'open_link' && !/^https?:\/\//.test(action.link ?? '')) throw wrong('link is invalid');
}

function parse(raw: string): VkKeyboard {
  try {
    return JSON.parse(raw) as VkKeyboard; // its parts are looked at one by one above
  } catch {
    throw wrong('JSON');
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function wrong(why: string): VkApiError {
  return new VkApiError(911, `Keyboard format is invalid: ${why}`);
}
