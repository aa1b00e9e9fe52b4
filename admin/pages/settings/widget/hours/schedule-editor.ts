import { Trash2 } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deleteSchedule, updateSchedule, type ScheduleView } from '../../../../../hub/api/team/schedules.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { number } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { Draft } from '../../form/draft.ts';
import { selectField } from '../../form/fields.ts';
import { noProblems, problemsOf, type Problems } from '../../form/problems.ts';
import '../../form/save-bar.ts';
import { schedulesQuery } from '../widget-queries.ts';
import './holidays-field.ts';
import { days, hoursOf, inOrder, lengthOf, problemOf } from './week.ts';
import './week-editor.ts';
import './hours.css';

type Values = Pick<ScheduleView, 'name' | 'timeZone' | 'week' | 'holidays'>;

/** One schedule of the workspace: its week, its holidays and its zone. It is saved for itself, as others may go by it too. */
@customElement('hub-schedule-editor')
export class HubScheduleEditor extends HubElement {
  @property({ attribute: false }) schedule!: ScheduleView;
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #draft = new Draft<Values>(this);

  protected override render() {
    const { name, timeZone, week, holidays } = this.schedule;
    this.#draft.take({ name, timeZone, week, holidays });
    const { values, count } = this.#draft;
    const isDisabled = !may('channel.manage');
    return html`<div class="card schedule form-parts" role="group" aria-label=${name}>
      <div class="row schedule-head">
        <span class="quiet">${t('widget:hoursAWeek', { hours: number(lengthOf(values.week)) })}</span>
        <span class="spacer"></span>
        ${
          isDisabled
            ? nothing
            : html`<button
                type="button"
                class="icon-button"
                aria-label=${t('widget:scheduleDelete')}
                title=${t('widget:scheduleDelete')}
                @click=${this.#delete}
              >
                ${icon(Trash2)}
              </button>`
        }
      </div>
      <div class="two">
        ${formField({
          id: 'schedule-name',
          name: 'schedule-name',
          label: t('team:name'),
          value: values.name,
          autocomplete: 'off',
          error: this.problems.fields['name'],
          isDisabled,
          onInput: (value) => this.#draft.set('name', value),
        })}
        ${selectField({
          id: 'schedule-zone',
          label: t('account:timeZone'),
          value: values.timeZone,
          options: zones(values.timeZone),
          isDisabled,
          onChange: (value) => this.#draft.set('timeZone', value),
        })}
      </div>
      <hub-week-editor
        .week=${values.week}
        ?is-disabled=${isDisabled}
        .onChange=${(value: Values['week']) => this.#draft.set('week', value)}
      ></hub-week-editor>
      <hub-holidays-field
        .holidays=${values.holidays}
        ?is-disabled=${isDisabled}
        .onChange=${(value: Values['holidays']) => this.#draft.set('holidays', value)}
      ></hub-holidays-field>
      ${count > 0 ? this.#renderSave(count) : nothing}
    </div>`;
  }

  #renderSave(count: number): TemplateResult {
    return html`<div class="row schedule-save">
      ${
        this.problems.general
          ? html`<span class="error" role="alert">${this.problems.general}</span>`
          : html`<span class="quiet">${t('team:unsaved', { count })}</span>`
      }
      <span class="spacer"></span>
      <button type="button" class="button" ?disabled=${this.isSaving} @click=${this.#discard}>${t('common:discard')}</button>
      <button type="button" class="button primary" ?disabled=${this.isSaving} @click=${this.#save}>${t('widget:scheduleSave')}</button>
    </div>`;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    const { week, holidays } = this.#draft.values;
    if (days.some((day) => problemOf(hoursOf(week, day))) || holidays.some(({ intervals }) => problemOf(intervals))) {
      this.problems = { fields: {}, general: t('widget:hoursWrong') };
      return;
    }
    this.isSaving = true;
    this.problems = noProblems;
    try {
      await api.call(updateSchedule, { params: { scheduleId: this.schedule.id }, body: sorted(this.#draft.changes) });
      await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey });
      this.#draft.discard();
      showToast({ text: t('widget:scheduleSaved'), kind: 'good' });
    } catch (error) {
      this.problems = problemsOf(error, { name: t('common:required'), week: t('widget:hoursWrong'), holidays: t('widget:hoursWrong') });
    } finally {
      this.isSaving = false;
    }
  };

  #delete = async (): Promise<void> => {
    const { id, name } = this.schedule;
    const isAgreed = await confirm({
      heading: t('widget:scheduleDeleteAsk', { name }),
      text: t('widget:scheduleDeleteHint'),
      action: t('widget:scheduleDelete'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await api.call(deleteSchedule, { params: { scheduleId: id } });
      this.#draft.discard();
      showToast({ text: t('widget:scheduleDeleted', { name }), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: ['widget'] });
  };
}

/** Hours may be entered in any order; the hub wants them in theirs. */
function sorted({ week, holidays, ...changes }: Partial<Values>): Partial<Values> {
  return {
    ...changes,
    ...(week && { week: week.map(inOrder) }),
    ...(holidays && { holidays: holidays.map((each) => ({ ...each, intervals: inOrder(each.intervals) })) }),
  };
}

/** The zones this browser knows; the kept one stays among them also where the browser doesn't. */
function zones(kept: string): Record<string, string> {
  const all = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), kept])].toSorted();
  return Object.fromEntries(all.map((zone) => [zone, zone.replaceAll('_', ' ')]));
}
