import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateChannel, type ChannelView, type SpokenText } from '../../../../../hub/api/customers/channels.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { departments } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import { Draft } from '../../form/draft.ts';
import { areaField, numberField, selectField, switchField } from '../../form/fields.ts';
import { noProblems, problemsOf, type Problems } from '../../form/problems.ts';
import '../../form/save-bar.ts';
import { channelQuery } from '../channel-queries.ts';

/** A text in both languages as a form holds it; both empty: it is off. */
interface Spoken {
  en: string;
  ru: string;
}

interface Rules {
  name: string;
  newAfterClosedHours: number | null;
  departmentId: string | null;
  greeting: Spoken;
  closedNotice: Spoken;
  commands: boolean;
  privacy: Spoken;
}
type SpokenName = 'greeting' | 'closedNotice' | 'privacy';

/** A channel's name, when a conversation is a new one, and what customers are told without anybody writing it. */
@customElement('hub-channel-rules')
export class HubChannelRules extends HubElement {
  @property({ attribute: false }) channel!: ChannelView;
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #draft = new Draft<Rules>(this);

  protected override render() {
    const { name, newAfterClosedHours, departmentId, commands, greeting, closedNotice, privacy } = this.channel;
    this.#draft.take({
      name,
      newAfterClosedHours,
      departmentId,
      commands,
      greeting: spoken(greeting),
      closedNotice: spoken(closedNotice),
      privacy: spoken(privacy),
    });
    return html`${this.#renderBasics()} ${this.#renderAutomatic()}
    ${
      may('channel.manage')
        ? html`<hub-save-bar
            count=${this.#draft.count}
            ?is-saving=${this.isSaving}
            failure=${this.problems.general}
            @hub-save=${this.#save}
            @hub-discard=${this.#discard}
          ></hub-save-bar>`
        : nothing
    }`;
  }

  #renderBasics(): TemplateResult {
    const { values } = this.#draft;
    const isDisabled = !may('channel.manage');
    return html`<section class="section-part">
      <h2>${t('channels:basics')}</h2>
      <div class="form-parts">
        ${formField({
          id: 'channel-name',
          name: 'name',
          label: t('channels:name'),
          hint: t('channels:nameHint'),
          value: values.name,
          error: this.problems.fields['name'],
          autocomplete: 'off',
          isRequired: true,
          isDisabled,
          onInput: (value) => this.#draft.set('name', value),
        })}
        ${selectField({
          id: 'channel-department',
          label: t('channels:department'),
          hint: t('channels:departmentHint'),
          value: values.departmentId ?? '',
          options: { '': t('channels:noDepartment'), ...Object.fromEntries(departments.value.map((each) => [each.id, each.name])) },
          error: this.problems.fields['departmentId'],
          isDisabled,
          onChange: (value) => this.#draft.set('departmentId', value === '' ? null : value),
        })}
        ${numberField({
          id: 'channel-new-after',
          label: t('channels:newAfter'),
          hint: t('channels:newAfterHint'),
          placeholder: t('channels:neverNew'),
          value: values.newAfterClosedHours,
          min: 0,
          max: 8760,
          error: this.problems.fields['newAfterClosedHours'],
          isDisabled,
          onInput: (value) => this.#draft.set('newAfterClosedHours', value),
        })}
      </div>
    </section>`;
  }

  #renderAutomatic(): TemplateResult {
    const { values } = this.#draft;
    const isDisabled = !may('channel.manage');
    return html`<section class="section-part">
      <h2>${t('channels:automatic')}</h2>
      <p>${t('channels:automaticLead')}</p>
      <div class="form-parts">
        ${this.#renderSpoken('greeting')} ${this.#renderSpoken('closedNotice')}
        ${switchField({
          id: 'channel-commands',
          label: t('channels:commands'),
          hint: t('channels:commandsHint'),
          isOn: values.commands,
          isDisabled,
          onChange: (isOn) => this.#draft.set('commands', isOn),
        })}
        ${values.commands ? this.#renderSpoken('privacy') : nothing}
      </div>
    </section>`;
  }

  #renderSpoken(name: SpokenName): TemplateResult {
    const value = this.#draft.values[name];
    const isOn = value.en.trim() !== '' || value.ru.trim() !== '';
    const write = (language: keyof Spoken) => (text: string) => this.#draft.set(name, { ...this.#draft.values[name], [language]: text });
    return html`<fieldset class="field spoken">
      <legend>${t(`channels:${name}`)} ${isOn ? nothing : html`<span class="chip">${t('channels:off')}</span>`}</legend>
      <span class="hint">${t(`channels:${name}Hint`)}</span>
      <div class="languages">
        ${(['en', 'ru'] as const).map((language) =>
          areaField({
            id: `channel-${name}-${language}`,
            label: language === 'en' ? t('channels:inEnglish') : t('channels:inRussian'),
            value: value[language],
            error: this.problems.fields[`${name}.${language}`],
            isDisabled: !may('channel.manage'),
            onInput: write(language),
          }),
        )}
      </div>
    </fieldset>`;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    const { greeting, closedNotice, privacy, ...plain } = this.#draft.changes;
    this.isSaving = true;
    this.problems = noProblems;
    try {
      const saved = await api.call(updateChannel, {
        params: { channelId: this.channel.id },
        body: {
          ...plain,
          ...(greeting && { greeting: told(greeting) }),
          ...(closedNotice && { closedNotice: told(closedNotice) }),
          ...(privacy && { privacy: told(privacy) }),
        },
      });
      queryClient.setQueryData(channelQuery(saved.id).queryKey, saved);
      this.#draft.discard();
      showToast({ text: t('common:saved'), kind: 'good' });
      await queryClient.invalidateQueries({ queryKey: ['channels'] });
    } catch (error) {
      const tooLong = t('channels:textRange');
      const texts = (['greeting', 'closedNotice', 'privacy'] as const).flatMap((name) => [`${name}.en`, `${name}.ru`]);
      this.problems = problemsOf(error, {
        name: t('channels:nameRange'),
        newAfterClosedHours: t('channels:newAfterRange'),
        departmentId: t('channels:departmentGone'),
        ...Object.fromEntries(texts.map((path) => [path, tooLong])),
      });
    } finally {
      this.isSaving = false;
    }
  };
}

function spoken(text: SpokenText | null): Spoken {
  return { en: text?.en ?? '', ru: text?.ru ?? '' };
}

/** What is sent: without a text in any language it is off. */
function told({ en, ru }: Spoken): SpokenText | null {
  const given = { ...(en.trim() && { en: en.trim() }), ...(ru.trim() && { ru: ru.trim() }) };
  return Object.keys(given).length > 0 ? given : null;
}
