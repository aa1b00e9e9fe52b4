import { ChevronRight } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { AuditEntryView } from '../../../../hub/api/team/audit.ts';
import { avatar } from '../../../components/avatar.ts';
import { icon } from '../../../components/icon.ts';
import { clockTime, fullTime, shortDate } from '../../../words/formats.ts';
import { t, tMaybe } from '../../../words/words.ts';
import { changesBetween, listChange, type Change } from './changes.ts';
import { nameOfTarget, wordsOfAction, wordsOfPath, wordsOfValue } from './audit-words.ts';

/** An entry of the log: one row, and under it, when opened, what changed. */
export function auditRow(entry: AuditEntryView, isOpen: boolean, toggle: () => void): TemplateResult {
  const { id, at, actor, action } = entry;
  const changes = changesBetween(entry.before, entry.after).filter(({ path }) => !hidden.has(path.at(-1) ?? ''));
  const name = nameOfTarget(entry);
  return html`<tr>
      <td>
        <time datetime=${at} title=${fullTime(at)}>${shortDate(at)} <span class="quiet">${clockTime(at)}</span></time>
      </td>
      <td>
        <span class="row" style="min-width:0"
          >${actor.type === 'agent' ? avatar(actor.name, { size: 22 }) : nothing}<span class="ellipsis">${actor.name}</span>${
            actor.type === 'agent' ? nothing : html`<span class="chip">${tMaybe(`team:actors.${actor.type}`, {}, actor.type)}</span>`
          }</span
        >
      </td>
      <td>
        <button class="toggle" aria-expanded=${isOpen} aria-controls="changes-${id}" @click=${toggle}>
          ${icon(ChevronRight, 14)}<span
            ><b>${wordsOfAction(action)}</b>${name ? html` <span>${name}</span>` : nothing}${
              changes.length > 0 ? html`<span class="quiet keys">${keysOf(changes)}</span>` : nothing
            }</span
          >
        </button>
      </td>
    </tr>
    <tr class="changes" id="changes-${id}" ?hidden=${!isOpen}>
      <td colspan="3">${isOpen ? renderChanges(entry, changes) : nothing}</td>
    </tr>`;
}

/** Ids and moments that every record has say nothing to a person; a seat's whole rights follow from its role and exceptions. */
const hidden: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt', 'userId', 'permissions']);

const mostKeys = 3;

function keysOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ path }) => wordsOfPath(path.slice(0, 1))))];
  return names.length > mostKeys ? `${names.slice(0, mostKeys).join(', ')} +${names.length - mostKeys}` : names.join(', ');
}

function renderChanges({ action, ip, requestId, target }: AuditEntryView, changes: readonly Change[]): TemplateResult {
  return html`${
      changes.length === 0
        ? html`<p class="quiet">${t('team:noDetails')}</p>`
        : html`<dl class="diff">
            ${changes.map(
              (change) =>
                html`<dt>${wordsOfPath(change.path)}</dt>
                  <dd>${renderChange(change)}</dd>`,
            )}
          </dl>`
    }
    <p class="origin">
      <code>${action}</code> · ${tMaybe(`team:target.${target.type}`, {}, target.type)}
      <code>${target.id}</code>${ip ? html` · IP <code>${ip}</code>` : nothing}${
        requestId ? html` · ${t('team:request')} <code>${requestId}</code>` : nothing
      }
    </p>`;
}

function renderChange({ path, before, after }: Change): TemplateResult {
  const list = listChange(before, after);
  if (list) {
    return html`${list.removed.map((each) => html`<del>${wordsOfValue(each, path)}</del> `)}${list.added.map((each) => html`<ins>${wordsOfValue(each, path)}</ins> `)}${
      list.added.length + list.removed.length === 0 ? t('team:reordered') : nothing
    }`;
  }
  const old = before === undefined ? nothing : html`<del><span class="sr-only">${t('team:was')} </span>${wordsOfValue(before, path)}</del>`;
  const now = after === undefined ? nothing : html`<ins><span class="sr-only">${t('team:is')} </span>${wordsOfValue(after, path)}</ins>`;
  return html`${old}${before !== undefined && after !== undefined ? html`<span class="faint" aria-hidden="true"> → </span>` : nothing}${now}`;
}
