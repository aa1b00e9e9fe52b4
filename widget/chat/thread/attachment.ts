import { html, type TemplateResult } from 'lit/html.js';
import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';
import { sizeOf } from '../parts/formats.ts';
import { icon } from '../parts/icon.ts';

type Attachment = VisitorMessage['attachments'][number];

/** A file of a message: shown, played or to be taken along. */
export function attachment(of: VisitorMessage, file: Attachment): TemplateResult {
  const { kind, name, url, state, mimeType } = file;
  if (!url) {
    const isComing = state === 'pending';
    return html`<span class="file">${icon('file')}<span>${say(isComing ? 'filePending' : 'fileGone')}</span></span>`;
  }
  if (kind === 'image' || (kind === 'sticker' && mimeType.startsWith('image/'))) {
    return html`<button class="picture" aria-label=${say('showImage', { name })} @click=${() => void enlarge(of, file)}>
      <img src=${url} alt="" loading="lazy" />
    </button>`;
  }
  if (kind === 'voice' || kind === 'audio') return html`<audio controls preload="metadata" src=${url} aria-label=${say('voice')}></audio>`;
  if (kind === 'video') return html`<video controls preload="metadata" playsinline src=${url} aria-label=${say('video')}></video>`;
  return html`<a class="file" href=${`${url}&download=1`} target="_blank" rel="noopener" aria-label=${`${say('download')}: ${name}`}>
    ${icon('file')}<span>${name}<small>${sizeOf(file.size)}</small></span>
  </a>`;
}

async function enlarge({ attachments }: VisitorMessage, chosen: Attachment): Promise<void> {
  const pictures = attachments.filter(({ kind, url }) => kind === 'image' && url);
  const { showLightbox } = await import('../parts/lightbox.ts');
  showLightbox(
    pictures.map(({ name, url }) => ({ name, url: url ?? '' })),
    Math.max(0, pictures.indexOf(chosen)),
  );
}
