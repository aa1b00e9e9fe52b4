import { CloudOff } from 'lucide';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { HubElement } from '../components/hub-element.ts';
import { icon } from '../components/icon.ts';
import { connection } from '../data/connection-state.ts';
import { waitingCount } from '../data/conversations/outbox.ts';
import { clockTime } from '../words/formats.ts';
import { t } from '../words/words.ts';
import './offline-bar.css';

/** Says that the hub can't be reached, and since when what is on screen is old. */
@customElement('hub-offline-bar')
export class HubOfflineBar extends HubElement {
  protected override render() {
    if (connection.isOnline.value) return nothing;
    return html`<div class="offline-bar" role="status">
      ${icon(CloudOff)} ${t('shell:offline', { time: clockTime(new Date(connection.lastHeardAt.value)) })}
      ${waitingCount.value > 0 ? t('shell:waitingMessages', { count: waitingCount.value }) : nothing}
    </div>`;
  }
}
