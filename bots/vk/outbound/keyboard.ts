import type { Button } from '../../contract/content.ts';
import { ChannelError } from '../../contract/error.ts';
import { maxButtonRows, maxButtons, maxPayloadLength, vkAbilities } from '../limits.ts';

/** The keyboard under a message as a parameter; undefined when there is none. One button in a row, or two where there are many. */
export function keyboardOf(buttons: Button[] = []): string | undefined {
  if (buttons.length === 0) return undefined;
  if (buttons.length > maxButtons) {
    throw new ChannelError('invalid-content', {
      detail: `VK shows at most ${maxButtons} buttons under a message, here are ${buttons.length}`,
    });
  }
  const inRow = buttons.length > maxButtonRows ? 2 : 1;
  const keys = buttons.map((button, index) => ({ action: actionOf(button, index) }));
  const rows = Array.from({ length: Math.ceil(keys.length / inRow) }, (_, nth) => keys.slice(nth * inRow, (nth + 1) * inRow));
  return JSON.stringify({ inline: true, buttons: rows });
}

function actionOf(button: Button, index: number): object {
  const label = shorten(button.title);
  if ('payload' in button) return { type: 'callback', label, payload: payloadOf(button.payload, label, index) };
  if (!/^https?:/i.test(button.url)) throw new ChannelError('invalid-content', { detail: `A button can't open ${button.url}` });
  return { type: 'open_link', label, link: button.url };
}

/** What the button carries back: its place, its title, and its payload unless that is too long; the hub then looks it up by the place. */
function payloadOf(payload: string, title: string, index: number): string {
  const whole = JSON.stringify({ b: index, t: title, p: payload });
  return whole.length <= maxPayloadLength ? whole : JSON.stringify({ b: index, t: title });
}

function shorten(title: string): string {
  const most = vkAbilities.buttons?.titleLength ?? title.length;
  return title.length <= most ? title : `${title.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
