import { html, type TemplateResult } from 'lit';
import { formField } from '../../../../components/form-field.ts';
import { t } from '../../../../words/words.ts';
import { areaField, selectField, switchField } from '../../form/fields.ts';
import type { SettingField } from './schema-fields.ts';
import './secret-field.ts';
import { optionTitle, settingHint, settingProblem, settingTitle } from './setting-words.ts';

/** One setting of a provider, by its kind. With `isChange` an empty one stays as the hub has it, and says so. */
export function settingField({
  provider,
  field,
  value,
  problem,
  refusal,
  isChange,
  onInput,
}: {
  provider: string;
  field: SettingField;
  value: string;
  problem: string | undefined;
  /** What the provider says of it, in words; empty: nothing. */
  refusal: string;
  isChange: boolean;
  onInput: (value: string) => void;
}): TemplateResult {
  const { name, kind, isRequired, options } = field;
  const common = {
    id: `setting-${name}`,
    label: settingTitle(provider, field),
    hint: settingHint(provider, field),
    error: problem ? settingProblem(provider, name, problem) : refusal,
  };
  const placeholder = isChange ? t('channels:unchanged') : '';
  switch (kind) {
    case 'secret':
      return html`<hub-secret-field
        field=${common.id}
        label=${common.label}
        hint=${common.hint}
        error=${common.error}
        placeholder=${placeholder}
        .value=${value}
        ?required=${isRequired && !isChange}
        ?is-focused=${isChange}
        .onInput=${onInput}
      ></hub-secret-field>`;
    case 'choice':
      return selectField({
        ...common,
        value,
        options: {
          ...((isChange || value === '') && { '': isChange ? placeholder : t('channels:choose') }),
          ...Object.fromEntries(options.map((option) => [option.value, optionTitle(provider, name, option)])),
        },
        onChange: onInput,
      });
    case 'switch':
      if (isChange) {
        return selectField({
          ...common,
          value,
          options: { '': placeholder, true: t('common:yes'), false: t('common:no') },
          onChange: onInput,
        });
      }
      return switchField({ ...common, isOn: value === 'true', onChange: (isOn) => onInput(String(isOn)) });
    case 'list':
    case 'json':
      return areaField({
        ...common,
        hint: common.hint || (kind === 'list' ? t('channels:onePerLine') : t('channels:asJson')),
        value,
        onInput,
      });
    case 'number':
    case 'text':
      return formField({ ...common, name, value, placeholder, autocomplete: 'off', isRequired: isRequired && !isChange, onInput });
  }
}
