import { createQueryController } from '@tanstack/lit-query';
import { ArrowLeft, Trash2 } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../../../hub/api/client.ts';
import {
  createDepartment,
  deleteDepartment,
  manualHanding,
  updateDepartment,
  type DepartmentView,
} from '../../../../hub/api/team/departments.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { href, navigate } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { formField } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { t } from '../../../words/words.ts';
import { Draft } from '../form/draft.ts';
import { areaField } from '../form/fields.ts';
import { handingField } from '../form/handing-field.ts';
import { loadFailed } from '../form/load-failed.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';
import '../form/save-bar.ts';
import { countOpenOf, departmentQuery, departmentsQuery } from './department-queries.ts';
import { membersField } from './members-field.ts';

type DepartmentValues = Pick<DepartmentView, 'name' | 'description' | 'memberIds' | 'handing'>;

const empty: DepartmentValues = { name: '', description: '', memberIds: [], handing: manualHanding };

/** One department, or with `new` one to be. */
@customElement('hub-department-page')
export class HubDepartmentPage extends HubElement {
  @property({ attribute: false }) departmentId = '';
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #department = createQueryController(
    this,
    () => ({ ...departmentQuery(this.departmentId), enabled: this.#isOld() }),
    queryClient,
  );
  readonly #draft = new Draft<DepartmentValues>(this);

  protected override render() {
    return html`<a class="button plain small crumb" href=${href('/settings/departments')}
        >${icon(ArrowLeft)} ${t('settings:departments')}</a
      >
      ${this.#renderBody()}`;
  }

  #renderBody(): TemplateResult {
    if (!this.#isOld()) {
      if (!may('department.manage'))
        return html`<hub-empty drawing="locked" heading=${t('shell:mayNot')} text=${t('shell:mayNotHint')}></hub-empty>`;
      return this.#renderForm(null, empty);
    }
    const { data, error } = this.#department();
    if (data) return this.#renderForm(data, data);
    if (error instanceof ApiError && error.status < 500)
      return html`<hub-empty drawing="missing" heading=${t('team:departmentUnknown')} text=${t('team:departmentUnknownHint')}></hub-empty>`;
    return error ? loadFailed(error, () => this.#department().refetch()) : html`<hub-skeleton shape="form" rows="5"></hub-skeleton>`;
  }

  #renderForm(department: DepartmentView | null, { name, description, memberIds, handing }: DepartmentValues): TemplateResult {
    this.#draft.take({ name, description, memberIds, handing });
    const { values } = this.#draft;
    const isDisabled = !may('department.manage');
    return html`<header class="section-head">
        <div><h1>${department ? department.name : t('team:newDepartment')}</h1></div>
        ${
          department && !isDisabled
            ? html`<button class="button" @click=${() => this.#delete(department)}>${icon(Trash2)} ${t('common:delete')}</button>`
            : nothing
        }
      </header>
      <section class="section-part">
        <div class="form-parts">
          ${formField({
            id: 'department-name',
            name: 'name',
            label: t('team:name'),
            value: values.name,
            error: this.problems.fields['name'],
            autocomplete: 'off',
            isRequired: true,
            isDisabled,
            onInput: (value) => this.#draft.set('name', value),
          })}
          ${areaField({
            id: 'department-description',
            label: t('team:description'),
            hint: t('team:departmentDescriptionHint'),
            value: values.description,
            rows: 2,
            isDisabled,
            error: this.problems.fields['description'],
            onInput: (value) => this.#draft.set('description', value),
          })}
        </div>
      </section>
      <section class="section-part">
        <h2>${t('team:members')}</h2>
        <p>${t('team:membersLead')}</p>
        ${membersField({ value: values.memberIds, isDisabled, onChange: (value) => this.#draft.set('memberIds', value) })}
      </section>
      <section class="section-part">
        <h2>${t('team:handingOut')}</h2>
        <div class="form-parts" style="margin-top:10px">
          ${handingField({
            id: 'department-handing',
            label: t('team:handingDepartment'),
            handing: values.handing,
            isDisabled,
            error: this.problems.fields['handing'],
            onChange: (value) => this.#draft.set('handing', value),
          })}
        </div>
      </section>
      ${
        isDisabled
          ? nothing
          : html`<hub-save-bar
              count=${this.#draft.count}
              create=${department ? '' : t('team:createDepartment')}
              ?is-saving=${this.isSaving}
              failure=${this.problems.general}
              @hub-save=${this.#save}
              @hub-discard=${this.#discard}
            ></hub-save-bar>`
      }`;
  }

  #isOld(): boolean {
    return this.departmentId !== 'new';
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    this.isSaving = true;
    this.problems = noProblems;
    try {
      const saved = this.#isOld()
        ? await api.call(updateDepartment, { params: { departmentId: this.departmentId }, body: this.#draft.changes })
        : await api.call(createDepartment, { body: this.#draft.values });
      queryClient.setQueryData(departmentQuery(saved.id).queryKey, saved);
      this.#draft.discard();
      void queryClient.invalidateQueries({ queryKey: departmentsQuery.queryKey });
      showToast({ text: t('common:saved'), kind: 'good' });
      if (!this.#isOld()) navigate(`/settings/departments/${saved.id}`, { replace: true });
    } catch (error) {
      this.problems = problemsOf(
        error,
        { name: t('common:required'), description: t('account:wrong'), handing: t('team:limitRange') },
        { 'department.name-taken': { field: 'name', text: t('team:departmentTaken') } },
      );
    } finally {
      this.isSaving = false;
    }
  };

  async #delete({ id, name }: DepartmentView): Promise<void> {
    const open = may('conversation.view') ? await countOpenOf(id).catch(() => null) : null; // asked without the number then
    const isAgreed = await confirm({
      heading: t('team:deleteDepartment', { name }),
      text: open === null ? t('team:deleteDepartmentText') : t('team:deleteDepartmentOpen', open),
      action: t('team:deleteDepartment', { name }),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await api.call(deleteDepartment, { params: { departmentId: id } });
      this.#draft.discard();
      showToast({ text: t('team:departmentDeleted', { name }), kind: 'good' });
      navigate('/settings/departments', { replace: true });
    } catch (error) {
      showError(error);
    }
    void queryClient.invalidateQueries({ queryKey: departmentsQuery.queryKey });
  }
}
