import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { HubElement } from '../../../components/hub-element.ts';
import './department-list.ts';
import './department-page.ts';
import './departments.css';

/** The departments section of the settings: the list, one department's page, or (`new`) the page of one to be. */
@customElement('hub-departments-settings')
export class HubDepartmentsSettings extends HubElement {
  @property({ attribute: false }) departmentId: string | null = null;

  protected override render() {
    return this.departmentId
      ? keyed(this.departmentId, html`<hub-department-page .departmentId=${this.departmentId}></hub-department-page>`)
      : html`<hub-department-list></hub-department-list>`;
  }
}
