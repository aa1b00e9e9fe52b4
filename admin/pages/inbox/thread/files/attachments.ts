import { CircleAlert, Download, FileText, FileX2, Play } from 'lucide';
import { showError } from '../../../../app/feedback/toasts.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { icon } from '../../../../components/icon.ts';
import { onceBack } from '../../../../data/connection-state.ts';
import { fileSize } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';
import './attachments.css';

export type Attachment = MessageView['attachments'][number];

/** No more tiles than this in a gallery: the last one says how many more there are. */
const mostTiles = 9;

/** Pictures and films, which the viewer shows one after another; round notes play where they stand. */
export function isViewable({ kind, variant, url }: Attachment): boolean {
  return url !== null && (kind === 'image' || (kind === 'video' && variant !== 'note'));
}

/** A message's files: pictures and films side by side, the rest below them, each as what it is or why it can't be had. */
export function renderAttachments(message: MessageView, scene: Scene): TemplateResult | typeof nothing {
  if (message.attachments.length === 0) return nothing;
  const pictures = message.attachments.filter(({ kind, variant }) => kind === 'image' || (kind === 'video' && variant !== 'note'));
  const rest = message.attachments.filter((attachment) => !pictures.includes(attachment));
  return html`${pictures.length > 0 ? renderGallery(message, pictures, scene) : nothing}${rest.map((each) => renderOne(message, each, scene))}`;
}

function renderGallery(message: MessageView, pictures: readonly Attachment[], scene: Scene): TemplateResult {
  const shown = pictures.slice(0, mostTiles);
  const more = pictures.length - shown.length;
  return html`<span class="gallery of-${Math.min(pictures.length, mostTiles)}">
    ${shown.map((picture, index) =>
      renderTile(message, picture, scene, { n: index + 1, total: pictures.length, more: index === mostTiles - 1 ? more : 0 }),
    )}
  </span>`;
}

function renderTile(
  message: MessageView,
  picture: Attachment,
  { acts }: Scene,
  { n, total, more }: { n: number; total: number; more: number },
): TemplateResult {
  const { url, kind, variant, name } = picture;
  if (url === null) return html`<span class="tile ${picture.state}">${renderState(picture)}</span>`;
  if (kind === 'video' && total === 1) return renderFilm(message, picture, acts);
  const label = t('thread:openPicture', { n, total, name: name || t(`thread:kind.${kind}`) });
  return html`<button class="tile" aria-label=${label} @click=${() => acts.openPicture(message, picture.id)}>
    ${
      kind === 'image'
        ? html`<img src=${url} alt="" loading="lazy" decoding="async" @error=${() => acts.refreshFiles(message)} />`
        : html`<video src=${url} muted preload="metadata" ?loop=${variant === 'animation'}></video
            ><span class="play">${icon(Play, 18)}</span>`
    }
    ${more > 0 ? html`<span class="more">+${more}</span>` : nothing}
  </button>`;
}

function renderFilm(message: MessageView, { url, variant, name }: Attachment, acts: Scene['acts']): TemplateResult {
  const isAnimation = variant === 'animation' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  return html`<video
    class="tile film"
    src=${url ?? nothing}
    aria-label=${name || t('thread:kind.video')}
    controls
    playsinline
    preload="metadata"
    ?autoplay=${isAnimation}
    ?loop=${isAnimation}
    .muted=${isAnimation}
    @error=${() => acts.refreshFiles(message)}
  ></video>`;
}

function renderOne(message: MessageView, attachment: Attachment, { acts }: Scene): TemplateResult {
  const { kind, url, variant, name, mimeType, durationSeconds } = attachment;
  if (url === null) return html`<span class="file ${attachment.state}">${renderState(attachment)}</span>`;
  if (kind === 'sticker' && mimeType.startsWith('image/'))
    return html`<img class="sticker" src=${url} alt=${t('thread:kind.sticker')} @error=${() => acts.refreshFiles(message)} />`;
  if (kind === 'sticker' && mimeType.startsWith('video/'))
    return html`<video class="sticker" src=${url} aria-label=${t('thread:kind.sticker')} muted loop autoplay playsinline></video>`;
  const isRound = kind === 'video' && variant === 'note';
  if (!isRound && kind !== 'voice' && kind !== 'audio') return renderDocument(attachment);
  loadPlayers();
  if (isRound) return html`<hub-round-note .url=${url} .durationSeconds=${durationSeconds ?? null}></hub-round-note>`;
  return html`<hub-audio-player
    .url=${url}
    .name=${kind === 'audio' ? name : ''}
    .label=${t(`thread:kind.${kind}`)}
    .durationSeconds=${durationSeconds ?? null}
    @hub-audio-failed=${() => acts.refreshFiles(message)}
  ></hub-audio-player>`;
}

function renderDocument({ url, name, size }: Attachment): TemplateResult {
  return html`<a class="file" href=${url ?? ''} download=${name} title=${t('thread:download', { name })}>
    <span class="mark">${icon(FileText, 18)}</span>
    <span class="lines"><span class="ellipsis">${name || t('thread:kind.document')}</span><span class="quiet">${sizeOf(size)}</span></span>
    ${icon(Download, 14)}
  </a>`;
}

/** A file that isn't there (yet), in words. */
function renderState({ state, name, kind, size }: Attachment): TemplateResult {
  const what = name || t(`thread:kind.${kind}`);
  if (state === 'pending' || state === 'ready')
    return html`<span class="fetching" role="img" aria-label=${`${what}: ${t('thread:file.pending')}`}></span>`;
  return html`<span class="mark">${icon(state === 'failed' ? CircleAlert : FileX2, 16)}</span>
    <span class="lines"
      ><span class="ellipsis">${what} ${size > 0 ? html`<span class="quiet">${sizeOf(size)}</span>` : nothing}</span>
      <span class="quiet">${t(`thread:file.${state}`)}</span></span
    >`;
}

function sizeOf(size: number): string {
  return size > 0 ? fileSize(size) : '';
}

let players: Promise<unknown> | null = null;

/** The players come with the first thing to play; where they could not be loaded, with the next, or once the connection is back. */
function loadPlayers(): void {
  players ??= Promise.all([import('./audio-player.ts'), import('./round-note.ts')]).catch((error: unknown) => {
    players = null;
    onceBack(loadPlayers);
    showError(error, loadPlayers);
  });
}
