import { html, nothing, type TemplateResult } from 'lit';
import { handingMode, type Handing } from '../../../../hub/api/team/departments.ts';
import { t } from '../../../words/words.ts';
import { cardsField, numberField } from './fields.ts';

/** How conversations find an agent: the three ways with a word on when to use which, and the limit where it counts. */
export function handingField({
  id,
  label,
  hint,
  handing,
  error,
  isDisabled = false,
  onChange,
}: {
  id: string;
  label: string;
  hint?: string;
  handing: Handing;
  error?: string | undefined;
  isDisabled?: boolean;
  onChange: (handing: Handing) => void;
}): TemplateResult {
  return html`${cardsField({
    name: `${id}-mode`,
    label,
    hint,
    error,
    isDisabled,
    value: handing.mode,
    cards: handingMode.options.map((mode) => ({ value: mode, label: t(`team:handing.${mode}`), text: t(`team:handingWhen.${mode}`) })),
    onChange: (value) => onChange({ ...handing, mode: handingMode.parse(value) }),
  })}
  ${
    handing.mode === 'manual'
      ? nothing
      : numberField({
          id: `${id}-limit`,
          label: t('team:limit'),
          hint: t('team:limitHint'),
          placeholder: t('team:noLimit'),
          min: 1,
          max: 500,
          value: handing.limit,
          isDisabled,
          onInput: (limit) => onChange({ ...handing, limit }),
        })
  }`;
}
