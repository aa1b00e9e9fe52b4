import { CircleAlert, File, RotateCw, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNames } from '../../../../bots/contract/abilities.ts';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import type { FileView } from '../../../../hub/api/customers/files.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { icon } from '../../../components/icon.ts';
import type { ChannelAbilities } from '../../../data/conversations/composing/abilities.ts';
import { findFileProblem, type FileProblem } from '../../../data/conversations/composing/limits.ts';
import { draftOf } from '../../../data/conversations/drafts.ts';
import {
  cancelUpload,
  previewOf,
  removeAttachment,
  retryUpload,
  startUpload,
  uploadsOf,
  type Upload,
} from '../../../data/conversations/uploads.ts';
import { fileSize } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';

/** Whose composer, and where its files would go. */
export interface FilesPlace {
  conversationId: string;
  mode: DraftMode;
  /** Null: the channel's limits don't count, or are not known. */
  abilities: ChannelAbilities | null;
  provider: string;
}

/** Begins to upload what the channel can take; the rest is refused in words before anything is sent. */
export function takeFiles(files: readonly File[], { conversationId, mode, abilities, provider }: FilesPlace): void {
  const known = mode === 'note' ? null : abilities;
  for (const file of files) {
    const count = draftOf(conversationId, mode).peek().attachments.length + uploadsOf(conversationId, mode).peek().length;
    const problem = findFileProblem(file, { abilities: known, count });
    if (problem) showToast({ text: wordsOfProblem(file, problem, provider), kind: 'bad', stayMs: 10_000 });
    else startUpload(conversationId, mode, file);
    if (problem?.reason === 'many') return;
  }
}

/** The files of a composer: those that are there, those on their way, those that failed. */
export function renderFiles({ conversationId, mode, abilities, provider }: FilesPlace): TemplateResult | typeof nothing {
  const { attachments } = draftOf(conversationId, mode).value;
  const uploads = uploadsOf(conversationId, mode).value;
  if (attachments.length + uploads.length === 0) return nothing;
  return html`<ul class="files" aria-label=${t('composer:files')}>
    ${repeat(
      attachments,
      ({ id }) => id,
      (file) => {
        // The hub has looked into the file, which a browser does not: what it found may be another format.
        const found = { type: file.mimeType, size: file.size };
        const problem = findFileProblem(found, { abilities: mode === 'note' ? null : abilities, count: 0 });
        const words = problem ? wordsOfProblem(file, problem, provider) : '';
        return html`<li class="file">${ready(file, words, () => removeAttachment(conversationId, mode, file.id))}</li>`;
      },
    )}
    ${repeat(
      uploads,
      ({ id }) => id,
      (upload) => html`<li class="file ${upload.state}">${onItsWay(upload, conversationId, mode)}</li>`,
    )}
  </ul>`;
}

function ready({ id, name, size, mimeType, url }: FileView, problem: string, remove: () => void): TemplateResult {
  const picture = previewOf(id) ?? (mimeType.startsWith('image/') ? url : undefined);
  return html`${thumb(picture)}<span class="about"
      ><span class="ellipsis" title=${name}>${name}</span
      >${problem ? html`<span class="error" role="alert">${problem}</span>` : html`<span class="quiet">${fileSize(size)}</span>`}</span
    >
    <button class="icon-button" aria-label=${t('composer:removeFile', { name })} title=${t('common:remove')} @click=${remove}>
      ${icon(X, 14)}
    </button>`;
}

function onItsWay({ id, name, size, state, progress, error }: Upload, conversationId: string, mode: DraftMode): TemplateResult {
  const percent = Math.round(progress * 100);
  const isFailed = state === 'failed';
  return html`${thumb(previewOf(id), isFailed)}<span class="about"
      ><span class="ellipsis" title=${name}>${name}</span>${
        isFailed
          ? html`<span class="error" role="alert">${wordsOf(error)}</span>`
          : html`<progress max="100" .value=${percent} aria-label=${t('composer:uploading', { name })}></progress>
              <span class="sr-only">${fileSize(size)}</span>`
      }</span
    >
    ${
      isFailed
        ? html`<button
            class="icon-button"
            aria-label=${t('composer:retryFile', { name })}
            title=${t('common:retry')}
            @click=${() => retryUpload(conversationId, mode, id)}
          >
            ${icon(RotateCw, 14)}
          </button>`
        : nothing
    }
    <button
      class="icon-button"
      aria-label=${t(isFailed ? 'composer:removeFile' : 'composer:cancelFile', { name })}
      title=${isFailed ? t('common:remove') : t('common:cancel')}
      @click=${() => cancelUpload(conversationId, mode, id)}
    >
      ${icon(X, 14)}
    </button>`;
}

function thumb(picture: string | undefined, isFailed = false): TemplateResult {
  return html`<span class="thumb">${picture ? html`<img src=${picture} alt="" />` : icon(isFailed ? CircleAlert : File, 18)}</span>`;
}

function wordsOfProblem(
  { name, size }: Pick<File, 'name' | 'size'>,
  { reason, limit, formats = [] }: FileProblem,
  provider: string,
): string {
  const values = { name, provider, size: fileSize(size), limit: fileSize(limit), count: limit, formats: formatNames(formats).join(', ') };
  return t(`composer:fileProblem.${reason}`, values);
}
