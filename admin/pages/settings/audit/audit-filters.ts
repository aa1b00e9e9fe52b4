import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { factActor } from '../../../../hub/api/facts.ts';
import { setQuery } from '../../../app/routing/route.ts';
import { agents } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';
import { selectField } from '../form/fields.ts';
import { auditFilterNames, type AuditFilters } from './audit-query.ts';
import { auditActions, auditTargets, wordsOfAction } from './audit-words.ts';

/** The log's filters; each choice is in the address at once. */
export function auditFilters({ from = '', to = '', actor = '', action = '', target = '' }: AuditFilters): TemplateResult {
  const any = { '': t('common:all') };
  const isFiltered = [from, to, actor, action, target].some((each) => each !== '');
  return html`<div class="audit-filters" role="search" aria-label=${t('team:filters')}>
    ${dayField('audit-from', t('team:from'), from, { max: to }, (value) => setQuery({ from: value }))}
    ${dayField('audit-to', t('team:to'), to, { min: from }, (value) => setQuery({ to: value }))}
    ${selectField({
      id: 'audit-actor',
      label: t('team:who'),
      value: actor,
      options: {
        ...any,
        ...Object.fromEntries(agents.value.map(({ id, displayName }) => [id, displayName])),
        ...Object.fromEntries(
          factActor.shape.type.options.filter((type) => type !== 'agent').map((type) => [type, t(`team:actors.${type}`)]),
        ),
      },
      onChange: (value) => setQuery({ actor: value }),
    })}
    ${selectField({
      id: 'audit-action',
      label: t('team:what'),
      value: action,
      options: { ...any, ...Object.fromEntries(auditActions.map((each) => [each, wordsOfAction(each)])) },
      onChange: (value) => setQuery({ action: value }),
    })}
    ${selectField({
      id: 'audit-target',
      label: t('team:ofWhat'),
      value: target,
      options: { ...any, ...Object.fromEntries(auditTargets.map((each) => [each, t(`team:target.${each}`)])) },
      onChange: (value) => setQuery({ target: value }),
    })}
    ${
      isFiltered
        ? html`<button
            class="button plain clear"
            @click=${() => setQuery(Object.fromEntries(auditFilterNames.map((name) => [name, null])))}
          >
            ${t('common:clearFilters')}
          </button>`
        : nothing
    }
  </div>`;
}

function dayField(
  id: string,
  label: string,
  value: string,
  { min = '', max = '' }: { min?: string; max?: string },
  choose: (value: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      class="input"
      type="date"
      min=${min || nothing}
      max=${max || nothing}
      .value=${live(value)}
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLInputElement) choose(event.currentTarget.value);
      }}
    />
  </div>`;
}
