import { html, type TemplateResult } from 'lit';
import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { formField } from '../../../../components/form-field.ts';
import { t } from '../../../../words/words.ts';
import type { Draft } from '../../form/draft.ts';
import { numberField } from '../../form/fields.ts';
import type { Problems } from '../../form/problems.ts';
import { overridesFor, type Granter } from '../granting.ts';
import { departmentsField, roleField, scopeField } from '../seat-fields.ts';
import { permissionMatrix } from './permission-matrix.ts';

/** What is changed of a seat on its page. */
export type SeatValues = Pick<
  AgentView,
  'displayName' | 'role' | 'overrides' | 'conversationScope' | 'departmentIds' | 'conversationLimit'
>;

/** The fields of an agent's page. */
export function seatForm({
  draft,
  granter,
  canEdit,
  canGrant,
  isLast,
  problems,
}: {
  draft: Draft<SeatValues>;
  granter: Granter;
  canEdit: boolean;
  canGrant: boolean;
  isLast: boolean;
  problems: Problems;
}): TemplateResult {
  const { displayName, role, overrides, conversationScope, departmentIds, conversationLimit } = draft.values;
  return html`<section class="section-part">
      <h2>${t('team:seat')}</h2>
      <div class="form-parts" style="margin-top:10px">
        ${formField({
          id: 'agent-name',
          name: 'displayName',
          label: t('profile:name'),
          hint: t('account:nameHint'),
          value: displayName,
          error: problems.fields['displayName'],
          autocomplete: 'off',
          isDisabled: !canEdit,
          onInput: (value) => draft.set('displayName', value),
        })}
        ${roleField({
          granter,
          value: role,
          error: problems.fields['role'],
          isDisabled: !canGrant || isLast,
          onChange: (value) => {
            draft.set('role', value);
            draft.set('overrides', overridesFor(value, overrides));
          },
        })}
      </div>
    </section>
    <section class="section-part">
      <h2>${t('team:work')}</h2>
      <div class="form-parts" style="margin-top:10px">
        ${scopeField({ value: conversationScope, isDisabled: !canEdit, onChange: (value) => draft.set('conversationScope', value) })}
        ${departmentsField({
          label: t('settings:departments'),
          value: departmentIds,
          isDisabled: !canEdit,
          onChange: (value) => draft.set('departmentIds', value),
        })}
        ${numberField({
          id: 'agent-limit',
          label: t('team:agentLimit'),
          hint: t('team:agentLimitHint'),
          placeholder: t('team:asDepartment'),
          value: conversationLimit,
          min: 0,
          max: 500,
          error: problems.fields['conversationLimit'],
          isDisabled: !canEdit,
          onInput: (value) => draft.set('conversationLimit', value),
        })}
      </div>
    </section>
    ${permissionMatrix({ role, overrides, granter, isDisabled: !canGrant, onChange: (value) => draft.set('overrides', value) })}`;
}
