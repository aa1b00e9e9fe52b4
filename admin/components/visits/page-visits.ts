import { isSafeLink } from '../../../bots/contract/rich-text-marks.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { z } from 'zod';
import type { pageVisitView } from '../../../hub/api/visitors/visitors.ts';
import { agoShort, fullTime, spanShort } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import './page-visits.css';

type PageVisit = z.infer<typeof pageVisitView>;

/** Pages that somebody looked at and what the site told of, the latest first. */
export function pageVisits(visits: readonly PageVisit[]): TemplateResult {
  return html`<ol class="page-visits">
    ${visits.map((visit) => renderOne(visit))}
  </ol>`;
}

function renderOne({ url, title, at, seconds, event }: PageVisit): TemplateResult {
  const when = html`<time class="faint numbers" datetime=${at} title=${fullTime(at)}>${agoShort(at)}</time>`;
  if (event)
    return html`<li class="event">
      <span class="what"><b>${event.name}</b> <span class="quiet">${detailsOf(event.data)}</span></span
      >${when}
    </li>`;
  return html`<li>
    <span class="what">
      <span class="ellipsis" title=${title || url}>${title || pathOf(url)}</span>
      ${
        isSafeLink(url)
          ? html`<a class="faint ellipsis" href=${url} target="_blank" rel="noopener noreferrer nofollow">${pathOf(url)}</a>`
          : html`<span class="faint ellipsis">${pathOf(url)}</span>`
      }
    </span>
    ${
      seconds === null
        ? html`<span class="chip good">${t('panel:onScreen')}</span>`
        : html`<span class="quiet numbers" title=${t('panel:lookedFor')}>${spanShort(seconds * 1000)}</span>`
    }
    ${when}
  </li>`;
}

function detailsOf(data: Record<string, unknown>): string | typeof nothing {
  const parts = Object.entries(data).map(([name, value]) => `${name}: ${String(value)}`);
  return parts.length > 0 ? parts.join(', ') : nothing;
}

/** An address without what is the same for a whole site; the site's own name for its first page. */
export function pathOf(url: string): string {
  try {
    const { hostname, pathname, search } = new URL(url);
    return pathname === '/' && search === '' ? hostname : `${pathname}${search}`;
  } catch {
    return url;
  }
}
