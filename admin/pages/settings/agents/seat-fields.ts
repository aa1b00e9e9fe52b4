import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { conversationScope, role as roles, type ConversationScope, type Role } from '../../../../hub/api/permissions.ts';
import { departments } from '../../../data/team.ts';
import { t } from '../../../words/words.ts';
import { cardsField } from '../form/fields.ts';
import { mayGrantRole, type Granter } from './granting.ts';

/** The role, each with what it may do; those the granter may not give can't be chosen. */
export function roleField({
  granter,
  value,
  error,
  isDisabled = false,
  onChange,
}: {
  granter: Granter;
  value: Role;
  error?: string | undefined;
  isDisabled?: boolean;
  onChange: (role: Role) => void;
}): TemplateResult {
  return cardsField({
    name: 'role',
    label: t('team:roleHeading'),
    value,
    error,
    isDisabled,
    cards: roles.options.toReversed().map((role) => ({
      value: role,
      label: t(`team:role.${role}`),
      text: t(`team:roleMay.${role}`),
      isDisabled: role !== value && !mayGrantRole(granter, role),
    })),
    onChange: (chosen) => onChange(roles.parse(chosen)),
  });
}

/** Which conversations the agent sees. */
export function scopeField({
  value,
  isDisabled = false,
  onChange,
}: {
  value: ConversationScope;
  isDisabled?: boolean;
  onChange: (scope: ConversationScope) => void;
}): TemplateResult {
  return cardsField({
    name: 'scope',
    label: t('team:scopeHeading'),
    value,
    isDisabled,
    cards: conversationScope.options.map((scope) => ({
      value: scope,
      label: t(`team:scope.${scope}`),
      text: t(`team:scopeSees.${scope}`),
    })),
    onChange: (chosen) => onChange(conversationScope.parse(chosen)),
  });
}

/** The departments the agent is in; nothing while there are none. */
export function departmentsField({
  label,
  value,
  isDisabled = false,
  onChange,
}: {
  label: string;
  value: readonly string[];
  isDisabled?: boolean;
  onChange: (departmentIds: string[]) => void;
}): TemplateResult | typeof nothing {
  if (departments.value.length === 0) return nothing;
  return html`<fieldset class="field">
    <legend>${label}</legend>
    <div class="check-columns">
      ${departments.value.map(({ id, name }) => {
        const isIn = value.includes(id);
        return html`<label class="check"
          ><input
            type="checkbox"
            .checked=${live(isIn)}
            ?disabled=${isDisabled}
            @change=${() => onChange(isIn ? value.filter((each) => each !== id) : [...value, id])}
          /><span>${name}</span></label
        >`;
      })}
    </div>
  </fieldset>`;
}
