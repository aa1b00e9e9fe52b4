import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { HubElement } from '../../../components/hub-element.ts';
import './quick-reply-list.ts';
import './quick-reply-page.ts';
import './quick-replies.css';

/** The quick replies section of the settings: the table, one quick reply's page, or (`new`) the page of one to be. */
@customElement('hub-quick-replies-settings')
export class HubQuickRepliesSettings extends HubElement {
  @property({ attribute: false }) quickReplyId: string | null = null;

  protected override render() {
    return this.quickReplyId
      ? keyed(this.quickReplyId, html`<hub-quick-reply-page .quickReplyId=${this.quickReplyId}></hub-quick-reply-page>`)
      : html`<hub-quick-reply-list></hub-quick-reply-list>`;
  }
}
