import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { createSchedule } from '../../../../../hub/api/team/schedules.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { signedIn } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { selectField } from '../../form/fields.ts';
import { loadFailed } from '../../form/load-failed.ts';
import type { WidgetForm } from '../widget-form.ts';
import { schedulesQuery } from '../widget-queries.ts';
import { usualWeek } from './week.ts';
import './schedule-editor.ts';

/** When the team is there and how soon it answers: which schedule counts, and that schedule itself. */
@customElement('hub-widget-hours')
export class HubWidgetHours extends HubElement {
  @property({ attribute: false }) form!: WidgetForm;
  @state() private isMaking = false;
  readonly #schedules = createQueryController(this, schedulesQuery, queryClient);

  protected override render() {
    const { values, set, isDisabled } = this.form;
    return html`<section class="section-part">
        <h2>${t('widget:replyTimeTitle')}</h2>
        <div class="form-parts">
          ${selectField({
            id: 'widget-reply-time',
            label: t('widget:replyTime'),
            hint: t('widget:replyTimeHint'),
            value: values.replyTime ?? '',
            options: {
              '': t('widget:replyTime.none'),
              minutes: t('widget:replyTime.minutes'),
              hours: t('widget:replyTime.hours'),
              day: t('widget:replyTime.day'),
            },
            isDisabled,
            onChange: (value) => set('replyTime', value === 'minutes' || value === 'hours' || value === 'day' ? value : null),
          })}
        </div>
      </section>
      <section class="section-part">
        <h2>${t('widget:hours')}</h2>
        <p>${t('widget:hoursLead')}</p>
        ${this.#renderChoice()}
      </section>`;
  }

  #renderChoice(): TemplateResult {
    const { data, error, isPending } = this.#schedules();
    if (isPending) return html`<hub-skeleton shape="form" rows="3"></hub-skeleton>`;
    if (!data) return loadFailed(error, () => this.#schedules().refetch());
    const { values, set, isDisabled } = this.form;
    const chosen = data.find(({ id }) => id === values.scheduleId) ?? null;
    const mayMake = !isDisabled;
    return html`<div class="form-parts">
      <div class="row choose-hours">
        ${selectField({
          id: 'widget-schedule',
          label: t('widget:schedule'),
          value: chosen?.id ?? '',
          options: { '': t('widget:scheduleAlways'), ...Object.fromEntries(data.map(({ id, name }) => [id, name])) },
          isDisabled,
          onChange: (id) => set('scheduleId', id === '' ? null : id),
        })}
        ${
          mayMake
            ? html`<button type="button" class="button" ?disabled=${this.isMaking} @click=${() => this.#make(data.map(({ name }) => name))}>
                ${icon(Plus)} ${t('widget:scheduleNew')}
              </button>`
            : nothing
        }
      </div>
      ${
        chosen
          ? keyed(chosen.id, html`<hub-schedule-editor .schedule=${chosen}></hub-schedule-editor>`)
          : html`<p class="callout">${t('widget:scheduleAlwaysHint')}</p>`
      }
    </div>`;
  }

  async #make(taken: readonly string[]): Promise<void> {
    this.isMaking = true;
    try {
      const made = await api.call(createSchedule, {
        body: { name: freeName(taken), timeZone: signedIn().workspace.timeZone, week: usualWeek, holidays: [] },
      });
      await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey });
      this.form.set('scheduleId', made.id);
    } catch (error) {
      showError(error);
    } finally {
      this.isMaking = false;
    }
  }
}

function freeName(taken: readonly string[]): string {
  const name = t('widget:scheduleName');
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? name : `${name} ${n}`;
    if (!taken.includes(tried)) return tried;
  }
}
