import { createInfiniteQueryController } from '@tanstack/lit-query';
import { AudioLines, FileText, Play } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { listConversationFiles } from '../../../../../hub/api/customers/messages.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { onEvent } from '../../../../data/realtime.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { agoShort, fileSize, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { isViewable, type Attachment } from '../../thread/files/attachments.ts';
import { showViewer } from '../../thread/files/show-viewer.ts';

/** The hub counts messages with files, of which each gives all it has. */
const messagesAtOnce = 12;
/** A link is good for an hour; before that the list is read again. */
const freshMs = 30 * 60_000;

interface FileOfMessage {
  attachment: Attachment;
  createdAt: string;
}

function filesQuery(conversationId: string) {
  return {
    queryKey: ['conversations', conversationId, 'files'],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      api.call(listConversationFiles, {
        params: { conversationId },
        query: { limit: messagesAtOnce, ...(pageParam !== null && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null, // null: from the newest
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
    staleTime: freshMs,
  };
}

/** Everything that was attached to the conversation's messages: pictures as a grid, the rest by name. */
@customElement('hub-conversation-files')
export class HubConversationFiles extends HubElement {
  @property({ attribute: false }) conversationId = '';
  #stop: (() => void) | undefined;

  readonly #found = createInfiniteQueryController(this, () => filesQuery(this.conversationId), queryClient);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onEvent('message', ({ conversationId, message }) => {
      if (conversationId !== this.conversationId || message.attachments.length === 0) return;
      void queryClient.invalidateQueries({ queryKey: ['conversations', conversationId, 'files'] });
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const found = this.#found();
    if (found.isPending) return html`<hub-skeleton rows="2" shape="text"></hub-skeleton>`;
    if (found.isError && !found.data) {
      return html`<p class="trouble quiet">
        ${t('panel:othersFailed')} <button class="button small" @click=${() => void found.refetch()}>${t('common:retry')}</button>
      </p>`;
    }
    const files: FileOfMessage[] = (found.data?.pages ?? []).flatMap(({ items }) => items);
    if (files.length === 0) return html`<p class="faint">${t('panel:noFiles')}</p>`;
    const pictures = files.filter(({ attachment }) => isViewable(attachment));
    const rest = files.filter(({ attachment }) => !isViewable(attachment) && attachment.kind !== 'sticker');
    return html`${pictures.length > 0 ? html`<div class="thumbs">${pictures.map((file) => this.#renderThumb(file, pictures))}</div>` : nothing}
    ${
      rest.length > 0
        ? html`<ul class="rows">
            ${rest.map(renderRow)}
          </ul>`
        : nothing
    }
    ${
      found.hasNextPage
        ? html`<button class="button plain small" ?disabled=${found.isFetchingNextPage} @click=${() => void found.fetchNextPage()}>
            ${t('panel:showMore')}
          </button>`
        : nothing
    }`;
  }

  #renderThumb({ attachment }: FileOfMessage, all: readonly FileOfMessage[]): TemplateResult {
    const { url, kind, name, id } = attachment;
    return html`<button
      class="thumb"
      aria-label=${t('panel:openFile', { name: name || t(`panel:kindOf.${kind === 'video' ? 'video' : 'image'}`) })}
      title=${name || nothing}
      @click=${() =>
        void showViewer(
          all.flatMap((each) => toPicture(each.attachment)),
          id,
        )}
    >
      ${
        kind === 'image'
          ? html`<img src=${url ?? nothing} alt="" loading="lazy" decoding="async" />`
          : html`<video src=${url ?? nothing} muted preload="metadata"></video><span class="play">${icon(Play, 14)}</span>`
      }
    </button>`;
  }
}

function toPicture({ id, kind, url, name }: Attachment) {
  return url !== null && (kind === 'image' || kind === 'video') ? [{ id, kind, url, name }] : [];
}

function renderRow({ attachment, createdAt }: FileOfMessage): TemplateResult {
  const { name, kind, url, size } = attachment;
  const isSound = kind === 'audio' || kind === 'voice';
  const words = name || t(isSound ? 'panel:kindOf.voice' : 'panel:kindOf.file');
  const inside = html`<span class="quiet">${icon(isSound ? AudioLines : FileText, 15)}</span><span class="ellipsis">${words}</span
    ><span class="faint numbers">${url === null ? t('panel:fileNotReady') : size > 0 ? fileSize(size) : nothing}</span
    ><time class="faint numbers" datetime=${createdAt} title=${fullTime(createdAt)}>${agoShort(createdAt)}</time>`;
  return html`<li>
    ${url === null ? html`<span class="file">${inside}</span>` : html`<a class="file" href=${url} target="_blank" rel="noopener">${inside}</a>`}
  </li>`;
}
