import { FileText, Lock } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../../../components/avatar.ts';
import { icon } from '../../../../components/icon.ts';
import type { PendingMessage } from '../../../../data/conversations/thread-store.ts';
import { signedIn } from '../../../../data/session.ts';
import { fileSize } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { renderPendingSign, renderPendingTrouble } from '../delivery/delivery.ts';
import type { Scene } from '../scene.ts';
import { oneLine, renderText } from '../text/text.ts';
import type { PendingRow } from '../timeline/rows.ts';
import { renderTime } from './message.ts';

/** A message of ours before the hub has it: it looks as it will, paler. */
export function renderPending({ pending, isFirst, isLast }: PendingRow, scene: Scene): TemplateResult {
  const side = pending.kind === 'note' ? 'note' : 'out';
  const { displayName } = signedIn().agent;
  return html`<div class="message pending ${side} ${isFirst ? 'first' : ''} ${isLast ? 'last' : ''}">
    <span class="face">${isLast ? avatar(displayName, { size: 28 }) : nothing}</span>
    <div class="body">
      ${
        isFirst
          ? html`<div class="name">
              ${side === 'note' ? html`<span class="tag">${icon(Lock, 11)} ${t('thread:note')}</span>` : nothing}
              <span class="ellipsis">${displayName}</span>
            </div>`
          : nothing
      }
      <div class="bubble">
        ${pending.replyTo ? html`<span class="quote"><span class="by">${pending.replyTo.author.name}</span><span class="said ellipsis">${oneLine(pending.replyTo.text)}</span></span>` : nothing}${pending.attachments?.map(renderFile)}${
          pending.text === '' ? nothing : renderText(pending)
        }<span class="meta">${renderTime(pending.createdAt)}${renderPendingSign(pending.state)}</span>
      </div>
      ${renderPendingTrouble(pending, scene)}
    </div>
  </div>`;
}

function renderFile({ name, kind, size, url }: NonNullable<PendingMessage['attachments']>[number]): TemplateResult {
  if (kind === 'image' && url !== undefined)
    return html`<span class="gallery of-1"
      ><span class="tile"><img src=${url} alt=${name} /></span
    ></span>`;
  return html`<span class="file"
    ><span class="mark">${icon(FileText, 18)}</span
    ><span class="lines"><span class="ellipsis">${name}</span><span class="quiet">${size > 0 ? fileSize(size) : nothing}</span></span></span
  >`;
}
