import {
  AtSign,
  CircleHelp,
  Copy,
  ExternalLink,
  FileText,
  Forward,
  Link,
  Mail,
  MapPin,
  Megaphone,
  MousePointerClick,
  Phone,
  Play,
  Reply,
  ShoppingBag,
  StickyNote,
  UserRound,
} from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { isSafeLink } from '../../../../../bots/contract/rich-text-marks.ts';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { icon } from '../../../../components/icon.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';
import './cards.css';

/** What stands over the text: that it was passed on, and where the customer came from. */
export function renderOrigin({ forwarded, referral, template }: MessageView): TemplateResult {
  const url = referral?.url !== undefined && isSafeLink(referral.url) ? referral.url : null;
  return html`${template ? html`<span class="origin">${icon(FileText, 12)} ${t('thread:template', { name: template.name })}</span>` : nothing}
  ${forwarded ? html`<span class="origin">${icon(Forward, 12)} ${t('thread:forwarded')}</span>` : nothing}
  ${
    referral
      ? html`<span class="origin"
          >${icon(Megaphone, 12)}
          ${[
            tMaybe(`thread:from.${referral.source}`, {}, t('thread:referral', { source: referral.source })),
            referral.headline ?? referral.ref,
          ]
            .filter(Boolean)
            .join(' · ')}
          ${url ? renderOut(url, new URL(url).hostname) : nothing}</span
        >`
      : nothing
  }`;
}

/** What a message carries beside text and files: a place, people, buttons, a press on one, or something that can't be shown. */
export function renderCards(message: MessageView, scene: Scene): TemplateResult {
  return html`${renderUnsupported(message)}${renderShared(message)}${renderLocation(message)}${message.contacts?.map((contact) => renderContact(contact, scene))}
  ${renderChoice(message)}${renderButtons(message)}`;
}

function renderUnsupported({ unsupported, unsupportedType }: MessageView): TemplateResult | typeof nothing {
  if (!unsupported) return nothing;
  return html`<span class="placeholder"
    >${icon(CircleHelp, 14)}
    ${unsupportedType && unsupportedType !== 'unsupported' ? t('thread:unsupported', { type: unsupportedType.replaceAll('_', ' ') }) : t('thread:unsupportedUnknown')}</span
  >`;
}

const sharedPictures = {
  'story-mention': AtSign,
  'story-reply': Reply,
  post: StickyNote,
  reel: Play,
  product: ShoppingBag,
  order: ShoppingBag,
  link: Link,
} as const;

/** What the customer passed on within the platform: a story, a post, a product, an order. */
function renderShared({ shared }: MessageView): TemplateResult | typeof nothing {
  if (!shared) return nothing;
  const url = shared.url !== undefined && isSafeLink(shared.url) ? shared.url : null;
  return html`<span class="info-card">
    <span class="mark">${icon(sharedPictures[shared.what], 18)}</span>
    <span class="lines"
      ><strong>${t(`thread:shared.${shared.what}`)}</strong>${shared.title ? html`<span>${shared.title}</span>` : nothing}${
        shared.text ? html`<span>${shared.text}</span>` : nothing
      }${url ? renderOut(url, t('thread:openShared')) : nothing}</span
    >
  </span>`;
}

function renderLocation({ location }: MessageView): TemplateResult | typeof nothing {
  if (!location) return nothing;
  const { latitude, longitude, name, address } = location;
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return html`<span class="info-card">
    <span class="mark">${icon(MapPin, 18)}</span>
    <span class="lines"
      ><strong>${name ?? t('thread:location')}</strong>${address ? html`<span>${address}</span>` : nothing}<span class="numbers"
        >${place}</span
      >${renderOut(map, t('thread:openMap'))}</span
    >
  </span>`;
}

function renderContact({ name, phones, emails }: NonNullable<MessageView['contacts']>[number], { acts }: Scene): TemplateResult {
  const line = (picture: typeof Phone, value: string, url: string) =>
    html`<span class="value"
      >${icon(picture, 12)}${isSafeLink(url) ? html`<a href=${url} rel="noopener noreferrer">${value}</a>` : value}<button
        class="icon-button small"
        aria-label=${t('thread:copyValue', { value })}
        title=${t('thread:copyValue', { value })}
        @click=${() => acts.copy(value)}
      >
        ${icon(Copy, 12)}
      </button></span
    >`;
  return html`<span class="info-card">
    <span class="mark">${icon(UserRound, 18)}</span>
    <span class="lines"
      ><strong>${name || t('thread:contactCard')}</strong
      >${phones.map((phone) => line(Phone, phone, `tel:${phone.replaceAll(/[^+\d]/g, '')}`))}
      ${emails.map((email) => line(Mail, email, `mailto:${email}`))}</span
    >
  </span>`;
}

function renderChoice({ choice }: MessageView): TemplateResult | typeof nothing {
  if (!choice) return nothing;
  return html`<span class="origin after"
    >${icon(MousePointerClick, 12)} ${t('thread:choice')}${choice.description ? html` · ${choice.description}` : nothing}</span
  >`;
}

function renderButtons({ buttons }: MessageView): TemplateResult | typeof nothing {
  if (!buttons?.length) return nothing;
  return html`<span class="offered" role="group" aria-label=${t('thread:buttons')}
    >${buttons.map((button) => html`<span class="offer">${button.title}${'url' in button ? icon(ExternalLink, 11) : nothing}</span>`)}</span
  >`;
}

function renderOut(url: string, words: string): TemplateResult {
  return html`<a class="out" href=${url} target="_blank" rel="noopener noreferrer">${words}${icon(ExternalLink, 11)}</a>`;
}
