import { html, nothing, type TemplateResult } from 'lit';
import { z } from 'zod';
import { avatar } from '../app/avatar.ts';
import { icons } from '../app/icons.ts';
import type { Message } from '../world/schema.ts';

const known = z.looseObject({
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.looseObject({ title: z.string(), address: z.string() }).optional(),
  contact: z.looseObject({ phone_number: z.string(), first_name: z.string(), last_name: z.string().optional() }).optional(),
  dice: z.looseObject({ emoji: z.string() }).optional(),
  poll: z.looseObject({ question: z.string(), options: z.array(z.looseObject({ text: z.string() })) }).optional(),
});

/** A place, a contact, a dice or a poll. */
export function attachmentBlock(message: Message): TemplateResult | typeof nothing {
  const attachment = known.safeParse(message.attachment).data;
  if (!attachment) return nothing;
  const { location, venue, contact, dice, poll } = attachment;
  if (location) {
    return html`<div class="place">
      <div class="map">${icons.pin}</div>
      ${venue ? html`<b>${venue.title}</b><span>${venue.address}</span>` : nothing}
      <span class="quiet">${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}</span>
    </div>`;
  }
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
    return html`<div class="contact">
      ${avatar(name, name.length)}<span><b>${name}</b><span class="quiet">${contact.phone_number}</span></span>
    </div>`;
  }
  if (dice) return html`<div class="dice">${dice.emoji}</div>`;
  if (poll) return html`<div class="poll"><b>${poll.question}</b>${poll.options.map(({ text }) => html`<span>○ ${text}</span>`)}</div>`;
  return nothing;
}
