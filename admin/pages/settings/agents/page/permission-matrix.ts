import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { permission as permissions, rolePermissions, type Permission, type Role } from '../../../../../hub/api/permissions.ts';
import type { AgentView } from '../../../../../hub/api/team/agents.ts';
import { t } from '../../../../words/words.ts';
import { originOf, withPermission, type Granter } from '../granting.ts';
import { permissionGroups } from '../permission-groups.ts';

type Overrides = AgentView['overrides'];

/** Every permission in words, whether the seat has it and why; each can be given or taken away. */
export function permissionMatrix({
  role,
  overrides,
  granter,
  isDisabled,
  onChange,
}: {
  role: Role;
  overrides: Overrides;
  granter: Granter;
  isDisabled: boolean;
  onChange: (overrides: Overrides) => void;
}): TemplateResult {
  const changed = overrides.added.length + overrides.removed.length;
  const row = (name: Permission): TemplateResult => {
    const origin = originOf(role, overrides, name);
    const isOn = origin === 'role' || origin === 'added';
    const isBeyond = !granter.permissions.includes(name);
    return html`<div class="permission">
      <label class="check"
        ><input
          type="checkbox"
          .checked=${live(isOn)}
          ?disabled=${isDisabled || (isBeyond && !isOn)}
          @change=${() => onChange(withPermission(role, overrides, name, !isOn))}
        /><span
          >${t(`team:may.${name}`)}${isBeyond && !isOn && !isDisabled ? html` <span class="hint">${t('team:notYours')}</span>` : nothing}</span
        ></label
      >
      ${origin === 'added' ? html`<span class="chip good">${t('team:added')}</span>` : nothing}
      ${origin === 'removed' ? html`<span class="chip bad">${t('team:removed')}</span>` : nothing}
      ${origin === 'role' ? html`<span class="quiet">${t('team:byRole')}</span>` : nothing}
    </div>`;
  };
  return html`<section class="section-part permissions">
    <h2>${t('team:permissions')}</h2>
    <p>
      ${t('team:permissionsLead', { role: t(`team:role.${role}`), count: rolePermissions[role].length, all: permissions.options.length })}
    </p>
    ${
      changed > 0
        ? html`<div class="row">
            <span class="chip accent">${t('team:exceptions', { count: changed })}</span>
            <button type="button" class="button small" ?disabled=${isDisabled} @click=${() => onChange({ added: [], removed: [] })}>
              ${t('team:resetToRole')}
            </button>
          </div>`
        : nothing
    }
    ${permissionGroups.map(
      ({ name, permissions: members }) =>
        html`<div role="group" aria-labelledby="permissions-${name}">
          <h3 class="permission-group" id="permissions-${name}">${t(`team:group.${name}`)}</h3>
          ${members.map(row)}
        </div>`,
    )}
  </section>`;
}
