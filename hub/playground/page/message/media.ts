import { html, nothing, type TemplateResult } from 'lit';
import type { Game } from '../app/game.ts';
import { icons } from '../app/icons.ts';
import type { Media, Message } from '../world/schema.ts';
import { voicePlayer } from './voice.ts';

const isVisual = ({ kind }: Media): boolean => kind === 'photo' || kind === 'video' || kind === 'animation';

/** The files of a message, or of all parts of an album, in one frame. */
export function mediaBlock(game: Game, parts: readonly Message[]): TemplateResult | typeof nothing {
  const media = parts.map((part) => part.media).filter((each) => each !== undefined);
  if (media.length === 0) return nothing;
  const visual = media.filter(isVisual);
  const others = media.filter((each) => !isVisual(each));
  return html`
    ${visual.length > 0 ? html`<div class="gallery" data-count=${Math.min(visual.length, 10)}>${visual.map((each) => picture(game, each))}</div>` : nothing}
    ${others.map((each) => otherFile(game, each))}
  `;
}

function picture(game: Game, media: Media): TemplateResult {
  const url = game.acts.fileUrl(media.key);
  const { width, height } = media.details;
  const ratio = typeof width === 'number' && typeof height === 'number' && height > 0 ? `--ratio: ${width} / ${height}` : '';
  const isImage = media.mime.startsWith('image/');
  const shown = isImage
    ? html`<img src=${url} alt=${media.name ?? game.words.picture} loading="lazy" />`
    : html`<video src=${url} controls preload="metadata" aria-label=${media.name ?? media.kind}></video>`;
  const frame = `picture ${media.hasSpoiler ? 'hidden' : ''}`;
  return isImage
    ? html`<a class=${frame} style=${ratio} href=${url} target="_blank" rel="noopener noreferrer">${shown}</a>`
    : html`<span class=${frame} style=${ratio}>${shown}</span>`;
}

function otherFile(game: Game, media: Media): TemplateResult {
  const url = game.acts.fileUrl(media.key);
  if (media.kind === 'sticker') return html`<img class="sticker" src=${url} alt=${game.words.sticker} />`;
  if (media.kind === 'voice' || media.kind === 'audio') return voicePlayer(game, media);
  if (media.kind === 'video_note') return html`<video class="video-note" src=${url} controls></video>`;
  return html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer">
    <span class="file-icon">${icons.file}</span>
    <span class="file-words"
      ><span class="file-name">${media.name ?? game.words.fileWord}</span><span class="file-size">${sizeOf(media.size)}</span></span
    >
  </a>`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
