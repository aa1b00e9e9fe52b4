import { createInfiniteQueryController } from '@tanstack/lit-query';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEntryView } from '../../../../hub/api/team/audit.ts';
import { place, setQuery } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { queryClient } from '../../../data/query-client.ts';
import { timeZone } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { loadFailed } from '../form/load-failed.ts';
import { auditFilters } from './audit-filters.ts';
import { auditFilterNames, auditFiltersIn, auditQuery } from './audit-query.ts';
import { auditRow } from './audit-row.ts';
import './audit.css';

/** The audit log: who changed what, when, from what to what. */
@customElement('hub-audit-settings')
export class HubAuditSettings extends HubElement {
  /** Entries whose changes are shown. */
  @state() private opened: ReadonlySet<string> = new Set();
  readonly #log = createInfiniteQueryController(this, () => auditQuery(auditFiltersIn(place.peek().query)), queryClient);

  protected override render() {
    const filters = auditFiltersIn(place.value.query);
    const { data, error, isPending } = this.#log();
    const entries = data?.pages.flatMap(({ items }) => items) ?? [];
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:audit')}</h1>
          <p>${t('team:auditLead', { zone: timeZone.value.replaceAll('_', ' ') })}</p>
        </div>
      </header>
      ${auditFilters(filters)} ${isPending ? html`<hub-skeleton shape="text" rows="8"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#log().refetch()) : nothing}
      ${data && entries.length === 0 ? this.#renderEmpty(Object.keys(filters).length > 0) : nothing}
      ${entries.length > 0 ? this.#renderTable(entries) : nothing}`;
  }

  #renderEmpty(isFiltered: boolean): TemplateResult {
    return html`<hub-empty
      drawing=${isFiltered ? 'search' : 'tray'}
      heading=${isFiltered ? t('common:nothingFound') : t('team:auditEmpty')}
      text=${isFiltered ? t('team:auditNothing') : ''}
      action=${isFiltered ? t('common:clearFilters') : ''}
      @hub-empty-action=${() => setQuery(Object.fromEntries(auditFilterNames.map((name) => [name, null])))}
    ></hub-empty>`;
  }

  #renderTable(entries: readonly AuditEntryView[]): TemplateResult {
    const { hasNextPage, isFetchingNextPage, error } = this.#log();
    return html`<section class="section-part">
      <table class="table audit-table">
        <thead>
          <tr>
            <th scope="col">${t('team:when')}</th>
            <th scope="col">${t('team:who')}</th>
            <th scope="col">${t('team:what')}</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map((entry) => auditRow(entry, this.opened.has(entry.id), () => this.#toggle(entry.id)))}
        </tbody>
      </table>
      ${
        hasNextPage
          ? html`<button class="button" style="margin-top:12px" ?disabled=${isFetchingNextPage} @click=${() => this.#log().fetchNextPage()}>
              ${error ? t('common:retry') : t('team:olderEntries')}
            </button>`
          : html`<p class="faint" style="margin-top:12px">${t('team:auditEnd')}</p>`
      }
    </section>`;
  }

  #toggle(id: string): void {
    const next = new Set(this.opened);
    if (!next.delete(id)) next.add(id);
    this.opened = next;
  }
}
