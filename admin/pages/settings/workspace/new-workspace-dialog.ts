import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { createWorkspace } from '../../../../hub/api/team/users.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { formField, textsOf } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { signedIn, switchWorkspace } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';

/** The dialog of `showNewWorkspace`: zone and language are those of the workspace one is in. */
@customElement('hub-new-workspace-dialog')
export class HubNewWorkspaceDialog extends HubElement {
  @state() private name = '';
  @state() private problems: Problems = noProblems;
  @state() private isSending = false;

  protected override render() {
    return html`<wa-dialog label=${t('team:newWorkspace')} open>
      <form id="new-workspace" class="stack" style="gap:14px" novalidate @submit=${this.#create}>
        <p>${t('team:newWorkspaceLead')}</p>
        ${formField({
          id: 'new-workspace-name',
          name: 'name',
          label: t('team:name'),
          value: this.name,
          error: this.problems.fields['name'],
          isRequired: true,
          isFocused: true,
          onInput: (value) => {
            this.name = value;
          },
        })}
        ${this.problems.general ? html`<p class="callout bad" role="alert">${this.problems.general}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="new-workspace" ?disabled=${this.isSending}>
        ${t('team:createWorkspace')}
      </button>
    </wa-dialog>`;
  }

  #create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.isSending) return;
    const { name = '' } = textsOf(event.currentTarget);
    const { timeZone, language } = signedIn().workspace;
    this.isSending = true;
    try {
      const { workspaceId } = await api.call(createWorkspace, { body: { name, timeZone, language } });
      await switchWorkspace(workspaceId);
    } catch (error) {
      this.problems = problemsOf(error, { name: t('common:required') });
    } finally {
      this.isSending = false;
    }
  };
}
