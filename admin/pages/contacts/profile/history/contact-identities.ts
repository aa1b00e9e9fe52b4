import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IdentityView } from '../../../../../hub/api/customers/contacts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { channelsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import { copyButton } from '../fields/contact-fields.ts';

/** Where a contact can be written to: its account on each channel, and whether it blocks us there. */
@customElement('hub-contact-identities')
export class HubContactIdentities extends HubElement {
  @property({ attribute: false }) identities: readonly IdentityView[] = [];
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);

  protected override render() {
    if (this.identities.length === 0) return html`<p class="quiet">${t('contacts:noIdentities')}</p>`;
    return html`<ul class="identities">
      ${this.identities.map((identity) => this.#renderOne(identity))}
    </ul>`;
  }

  #renderOne({ channelId, provider, externalId, name, username, unreachableSince }: IdentityView) {
    const messenger = tMaybe(`inbox:provider.${provider}`, {}, provider);
    const channel = (this.#channels().data ?? []).find(({ id }) => id === channelId)?.name;
    return html`<li>
      <span class="line">
        <b>${messenger}</b>${channel ? html`<span class="quiet ellipsis">${channel}</span>` : nothing}
        ${
          unreachableSince
            ? html`<span class="chip bad" title=${fullTime(unreachableSince)}
                >${t('contacts:unreachable', { date: shortDate(unreachableSince) })}</span
              >`
            : nothing
        }
      </span>
      <span class="line"
        ><span class="quiet ellipsis">${username ? `@${username}` : name} · <span class="numbers">${externalId}</span></span
        >${copyButton(externalId)}</span
      >
    </li>`;
  }
}
