import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DepartmentView } from '../../../../hub/api/team/departments.ts';
import { href } from '../../../app/routing/route.ts';
import { avatar } from '../../../components/avatar.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { agentById } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';
import { loadFailed } from '../form/load-failed.ts';
import { departmentsQuery } from './department-queries.ts';

const mostFaces = 5;

/** Every department with who is in it and how its work is handed out. */
@customElement('hub-department-list')
export class HubDepartmentList extends HubElement {
  readonly #departments = createQueryController(this, departmentsQuery, queryClient);

  protected override render() {
    const { data, error, isPending } = this.#departments();
    const canManage = may('department.manage');
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:departments')}</h1>
          <p>${t('team:departmentsLead')}</p>
        </div>
        ${canManage ? html`<a class="button primary" href=${href('/settings/departments/new')}>${icon(Plus)} ${t('team:newDepartment')}</a>` : nothing}
      </header>
      ${isPending ? html`<hub-skeleton shape="text" rows="3"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#departments().refetch()) : nothing}
      ${
        data?.length === 0
          ? html`<hub-empty
              drawing="blank"
              heading=${t('team:noDepartments')}
              text=${t('team:noDepartmentsText')}
              action=${canManage ? t('team:newDepartment') : ''}
              to="/settings/departments/new"
            ></hub-empty>`
          : nothing
      }
      ${
        data && data.length > 0
          ? html`<section class="section-part">
              <ul class="plain-list departments">
                ${data.map(renderDepartment)}
              </ul>
            </section>`
          : nothing
      }`;
  }
}

function renderDepartment({ id, name, description, memberIds, handing }: DepartmentView): TemplateResult {
  const members = memberIds.flatMap((memberId) => agentById(memberId) ?? []);
  const rest = memberIds.length - Math.min(members.length, mostFaces);
  const mode = t(`team:handing.${handing.mode}`);
  return html`<li>
    <a href=${href(`/settings/departments/${id}`)}>
      <span style="min-width:0"
        ><b>${name}</b>${description ? html`<span class="quiet ellipsis" style="display:block">${description}</span>` : nothing}</span
      >
      <span class="row" title=${members.map(({ displayName }) => displayName).join(', ')}
        ><span class="faces">${members.slice(0, mostFaces).map(({ displayName }) => avatar(displayName, { size: 24 }))}</span>${
          rest > 0 && members.length > 0 ? html`<span class="quiet">+${rest}</span>` : nothing
        }<span class="sr-only">${t('team:memberCount', { count: memberIds.length })}</span></span
      >
      <span class="chip ${handing.mode === 'manual' ? '' : 'accent'}"
        >${handing.mode === 'manual' || handing.limit === null ? mode : t('team:handingWithLimit', { mode, limit: handing.limit })}</span
      >
    </a>
  </li>`;
}
