import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { consoleDelivery, consoleMode, updateConsole, type ConsoleView } from '../../../../../hub/api/team/consoles.ts';
import { ApiError } from '../../../../../hub/api/client.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { Draft } from '../../form/draft.ts';
import { cardsField, numberField } from '../../form/fields.ts';
import { noProblems, problemsOf, type Problems } from '../../form/problems.ts';
import '../../form/save-bar.ts';
import { consoleQuery, refreshConsole } from '../console-queries.ts';

type Rules = Pick<ConsoleView, 'mode' | 'delivery' | 'escalateAfterMinutes' | 'deleteTopicsAfterDays'>;

/** Where conversations are shown in Telegram, how updates come, and what happens by the clock. */
@customElement('hub-console-rules')
export class HubConsoleRules extends HubElement {
  @property({ attribute: false }) console!: ConsoleView;
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #draft = new Draft<Rules>(this);

  protected override render() {
    const { mode, delivery, escalateAfterMinutes, deleteTopicsAfterDays } = this.console;
    this.#draft.take({ mode, delivery, escalateAfterMinutes, deleteTopicsAfterDays });
    const { values } = this.#draft;
    const isDisabled = !may('console.manage');
    return html`<section class="section-part">
        <h2>${t('console:rules')}</h2>
        <div class="form-parts" style="margin-top:10px">
          ${cardsField({
            name: 'console-mode',
            label: t('console:mode'),
            value: values.mode,
            isDisabled,
            cards: consoleMode.options.map((value) => ({
              value,
              label: t(`console:mode.${value}`),
              text: t(`console:modeWhen.${value}`),
            })),
            onChange: (value) => this.#draft.set('mode', consoleMode.parse(value)),
          })}
          ${numberField({
            id: 'console-escalate',
            label: t('console:escalate'),
            hint: t('console:escalateHint'),
            placeholder: t('channels:neverNew'),
            min: 1,
            max: 1440,
            value: values.escalateAfterMinutes,
            error: this.problems.fields['escalateAfterMinutes'],
            isDisabled,
            onInput: (value) => this.#draft.set('escalateAfterMinutes', value),
          })}
          ${
            values.mode === 'private'
              ? nothing
              : numberField({
                  id: 'console-delete-topics',
                  label: t('console:deleteTopics'),
                  hint: t('console:deleteTopicsHint'),
                  placeholder: t('channels:neverNew'),
                  min: 1,
                  max: 3650,
                  value: values.deleteTopicsAfterDays,
                  error: this.problems.fields['deleteTopicsAfterDays'],
                  isDisabled,
                  onInput: (value) => this.#draft.set('deleteTopicsAfterDays', value),
                })
          }
          ${cardsField({
            name: 'console-delivery',
            label: t('console:delivery'),
            value: values.delivery,
            isDisabled,
            error: this.problems.fields['delivery'],
            cards: consoleDelivery.options.map((value) => ({
              value,
              label: t(`console:delivery.${value}`),
              text: t(`console:deliveryWhen.${value}`),
            })),
            onChange: (value) => this.#draft.set('delivery', consoleDelivery.parse(value)),
          })}
        </div>
      </section>
      ${
        isDisabled
          ? nothing
          : html`<hub-save-bar
              count=${this.#draft.count}
              ?is-saving=${this.isSaving}
              failure=${this.problems.general}
              @hub-save=${this.#save}
              @hub-discard=${this.#discard}
            ></hub-save-bar>`
      }`;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    this.isSaving = true;
    this.problems = noProblems;
    try {
      const saved = await api.call(updateConsole, { body: this.#draft.changes });
      queryClient.setQueryData(consoleQuery.queryKey, saved);
      this.#draft.discard();
      showToast({ text: t('common:saved'), kind: 'good' });
      await refreshConsole();
    } catch (error) {
      const needsAddress = error instanceof ApiError && error.code === 'channel.public-url-needed';
      this.problems = needsAddress
        ? { fields: { delivery: t('channels:publicUrlNeeded') }, general: t('console:notSaved') }
        : problemsOf(error, { escalateAfterMinutes: t('console:escalateRange'), deleteTopicsAfterDays: t('console:deleteTopicsRange') });
    } finally {
      this.isSaving = false;
    }
  };
}
