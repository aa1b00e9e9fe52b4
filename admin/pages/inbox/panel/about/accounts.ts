import { Unplug } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { IdentityView } from '../../../../../hub/api/customers/contacts.ts';
import { icon } from '../../../../components/icon.ts';
import { channelsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import { providerMark, providerName } from '../../list/rows/provider-mark.ts';

/** The contact's accounts at the providers, each on the channel it wrote to. */
export function renderAccounts(identities: readonly IdentityView[]): TemplateResult {
  const channels = queryClient.getQueryData<ChannelView[]>(channelsQuery.queryKey);
  return html`<ul class="rows">
    ${identities.map(({ provider, channelId, username, name, externalId, unreachableSince }) => {
      const channel = channels?.find(({ id }) => id === channelId)?.name;
      return html`<li class="account" title="${providerName(provider)} ${externalId}">
        ${providerMark(provider)}
        <span class="ellipsis">${username ? `@${username}` : name || externalId}</span>
        <span class="faint ellipsis channel">${channel ?? providerName(provider)}</span>
        ${
          unreachableSince
            ? html`<span class="chip warn" title=${t('panel:unreachableSince', { time: fullTime(unreachableSince) })}
                >${icon(Unplug, 11)}${t('panel:unreachableShort')}<span class="sr-only"> ${shortDate(unreachableSince)}</span></span
              >`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}
