import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { language as languages } from '../../../../hub/api/fields.ts';
import { updateWorkspace } from '../../../../hub/api/team/workspaces.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { formField } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { loadSession, signedIn } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { Draft } from '../form/draft.ts';
import { numberField, selectField, switchField } from '../form/fields.ts';
import { handingField } from '../form/handing-field.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';
import '../form/save-bar.ts';
import './mail-part.ts';
import './more-workspaces-part.ts';
import { bodyOf, valuesOf, type WorkspaceValues } from './workspace-values.ts';

/** What holds for the whole workspace: its name, its clock, how work is handed out. */
@customElement('hub-workspace-settings')
export class HubWorkspaceSettings extends HubElement {
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  readonly #draft = new Draft<WorkspaceValues>(this);

  protected override render() {
    this.#draft.take(valuesOf(signedIn().workspace));
    const { values } = this.#draft;
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:workspace')}</h1>
          <p>${t('team:workspaceLead')}</p>
        </div>
      </header>
      ${this.#renderGeneral(values)} ${this.#renderHanding(values)} ${this.#renderRules(values)}
      <hub-workspace-mail></hub-workspace-mail>
      ${signedIn().agent.role === 'owner' ? html`<hub-more-workspaces></hub-more-workspaces>` : nothing}
      <hub-save-bar
        count=${this.#draft.count}
        ?is-saving=${this.isSaving}
        failure=${this.problems.general}
        @hub-save=${this.#save}
        @hub-discard=${this.#discard}
      ></hub-save-bar>`;
  }

  #renderGeneral({ name, timeZone, language }: WorkspaceValues): TemplateResult {
    return html`<section class="section-part">
      <h2>${t('team:general')}</h2>
      <div class="form-parts">
        ${formField({
          id: 'workspace-name',
          name: 'name',
          label: t('team:name'),
          hint: t('team:workspaceNameHint'),
          value: name,
          error: this.problems.fields['name'],
          autocomplete: 'organization',
          isRequired: true,
          onInput: (value) => this.#draft.set('name', value),
        })}
        ${selectField({
          id: 'workspace-zone',
          label: t('account:timeZone'),
          hint: t('team:zoneHint'),
          value: timeZone,
          options: zones(timeZone),
          error: this.problems.fields['timeZone'],
          onChange: (value) => this.#draft.set('timeZone', value),
        })}
        ${selectField({
          id: 'workspace-language',
          label: t('account:language'),
          hint: t('team:languageHint'),
          value: language,
          options: { en: 'English', ru: 'Русский' },
          onChange: (value) => this.#draft.set('language', languages.parse(value)),
        })}
      </div>
    </section>`;
  }

  #renderHanding({ handing, giveBackAfterMinutes }: WorkspaceValues): TemplateResult {
    return html`<section class="section-part">
      <h2>${t('team:handingOut')}</h2>
      <p>${t('team:handingWorkspaceLead')}</p>
      <div class="form-parts">
        ${handingField({
          id: 'workspace-handing',
          label: t('team:handingNobodys'),
          handing,
          error: this.problems.fields['settings.handing'],
          onChange: (value) => this.#draft.set('handing', value),
        })}
        ${numberField({
          id: 'workspace-give-back',
          label: t('team:giveBack'),
          hint: t('team:giveBackHint'),
          placeholder: t('team:never'),
          value: giveBackAfterMinutes,
          min: 1,
          max: 1440,
          error: this.problems.fields['settings.giveBackAfterMinutes'],
          onInput: (value) => this.#draft.set('giveBackAfterMinutes', value),
        })}
      </div>
    </section>`;
  }

  #renderRules({ autoAssignOnReply, noteOnTransfer, inviteDays }: WorkspaceValues): TemplateResult {
    return html`<section class="section-part">
      <h2>${t('team:rules')}</h2>
      <div class="form-parts">
        ${switchField({
          id: 'workspace-take',
          label: t('team:takeByReply'),
          hint: t('team:takeByReplyHint'),
          isOn: autoAssignOnReply,
          onChange: (isOn) => this.#draft.set('autoAssignOnReply', isOn),
        })}
        ${switchField({
          id: 'workspace-note',
          label: t('team:noteOnTransfer'),
          hint: t('team:noteOnTransferHint'),
          isOn: noteOnTransfer,
          onChange: (isOn) => this.#draft.set('noteOnTransfer', isOn),
        })}
        ${numberField({
          id: 'workspace-invite-days',
          label: t('team:inviteDays'),
          value: inviteDays,
          min: 1,
          max: 30,
          error: this.problems.fields['settings.inviteDays'],
          onInput: (value) => this.#draft.set('inviteDays', value ?? Number.NaN),
        })}
      </div>
    </section>`;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    this.isSaving = true;
    this.problems = noProblems;
    try {
      await api.call(updateWorkspace, { body: bodyOf(this.#draft.changes) });
      await loadSession();
      this.#draft.discard();
      showToast({ text: t('common:saved'), kind: 'good' });
    } catch (error) {
      this.problems = problemsOf(error, {
        name: t('common:required'),
        timeZone: t('account:wrong'),
        'settings.handing': t('team:limitRange'),
        'settings.giveBackAfterMinutes': t('team:giveBackRange'),
        'settings.inviteDays': t('team:inviteDaysRange'),
      });
    } finally {
      this.isSaving = false;
    }
  };
}

/** The zones this browser knows; the kept one stays among them also where the browser doesn't. */
function zones(kept: string): Record<string, string> {
  const known = Intl.supportedValuesOf('timeZone');
  const all = [...new Set(['UTC', ...known, kept])].toSorted();
  return Object.fromEntries(all.map((zone) => [zone, zone.replaceAll('_', ' ')]));
}
