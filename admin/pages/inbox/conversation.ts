import { ArrowLeft } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { place, href } from '../../app/routing/route.ts';
import '../../components/boundary.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import { t } from '../../words/words.ts';
import { isNarrow } from './columns.ts';
import './composer/composer.ts';
import './header/conversation-header.ts';
import './thread/thread.ts';
import './conversation.css';

/** One open conversation: what it is, what was said, what to answer. A part that crashes leaves the others standing. */
@customElement('hub-conversation')
export class HubConversation extends HubElement {
  @property({ attribute: false }) conversationId = '';

  protected override render() {
    const id = this.conversationId;
    return html`<div class="top">
        ${isNarrow.value ? this.#renderBack() : nothing}
        <hub-boundary
          class="header"
          .subject=${id}
          .content=${() => html`<hub-conversation-header .conversationId=${id}></hub-conversation-header>`}
        ></hub-boundary>
      </div>
      <hub-boundary class="thread" .subject=${id} .content=${() => html`<hub-thread .conversationId=${id}></hub-thread>`}></hub-boundary>
      <hub-boundary
        class="composer"
        .subject=${id}
        .content=${() => html`<hub-composer .conversationId=${id}></hub-composer>`}
      ></hub-boundary>`;
  }

  /** A plain link: the list is a place of its own in the browser's history. */
  #renderBack() {
    const { path, query } = place.value;
    const kept = new URLSearchParams(query);
    kept.delete('panel');
    const to = path.split('/').slice(0, 3).join('/') + (kept.size > 0 ? `?${kept}` : '');
    return html`<a class="icon-button back" href=${href(to)} aria-label=${t('inbox:toList')} title=${t('inbox:toList')}
      >${icon(ArrowLeft, 18)}</a
    >`;
  }
}
