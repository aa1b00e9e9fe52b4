import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createTag, tagColor, updateTag, type TagColor, type TagView } from '../../../../hub/api/customers/tags.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { formField } from '../../../components/form-field.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { tagDot } from '../../inbox/actions/pickers/tag-colors.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';

/** The dialog of `showTag`. */
@customElement('hub-tag-dialog')
export class HubTagDialog extends HubElement {
  @property({ attribute: false }) tag: TagView | null = null;
  @state() private name = '';
  @state() private color: TagColor = 'blue';
  @state() private description = '';
  @state() private problems: Problems = noProblems;
  @state() private isSending = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.tag) ({ name: this.name, color: this.color, description: this.description } = this.tag);
  }

  protected override render() {
    const isRenamed = this.tag !== null && this.name.trim() !== this.tag.name && this.name.trim() !== '';
    return html`<wa-dialog label=${this.tag ? t('team:editTag') : t('team:newTag')} open>
      <form id="tag" class="form-parts" novalidate @submit=${this.#save}>
        ${formField({
          id: 'tag-name',
          name: 'name',
          label: t('team:name'),
          value: this.name,
          error: this.problems.fields['name'],
          hint: isRenamed ? t('team:tagCarriesOver') : '',
          autocomplete: 'off',
          isRequired: true,
          isFocused: true,
          onInput: (value) => {
            this.name = value;
          },
        })}
        <fieldset class="field">
          <legend>${t('team:color')}</legend>
          <div class="swatches">
            ${tagColor.options.map(
              (color) =>
                html`<label title=${t(`team:color.${color}`)}
                  ><input
                    class="sr-only"
                    type="radio"
                    name="color"
                    value=${color}
                    .checked=${color === this.color}
                    @change=${() => {
                      this.color = color;
                    }}
                  />${tagDot(color)}<span class="sr-only">${t(`team:color.${color}`)}</span></label
                >`,
            )}
          </div>
        </fieldset>
        ${formField({
          id: 'tag-description',
          name: 'description',
          label: t('team:description'),
          hint: t('team:tagDescriptionHint'),
          value: this.description,
          error: this.problems.fields['description'],
          autocomplete: 'off',
          onInput: (value) => {
            this.description = value;
          },
        })}
        ${this.problems.general ? html`<p class="callout bad" role="alert">${this.problems.general}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="tag" ?disabled=${this.isSending}>
        ${this.tag ? t('common:save') : t('team:createTag')}
      </button>
    </wa-dialog>`;
  }

  #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const { name, color, description } = this;
    this.isSending = true;
    this.problems = noProblems;
    try {
      if (this.tag) await api.call(updateTag, { params: { tagId: this.tag.id }, body: { name, color, description } });
      else await api.call(createTag, { body: { name, color, description } });
      await queryClient.invalidateQueries({ queryKey: ['tags'] });
      showToast({ text: t('common:saved'), kind: 'good' });
      this.dispatchEvent(new DialogDone());
    } catch (error) {
      this.problems = problemsOf(
        error,
        { name: t('team:tagNameRange'), description: t('team:tagDescriptionRange') },
        { 'tag.name-taken': { field: 'name', text: t('team:tagTaken') } },
      );
    } finally {
      this.isSending = false;
    }
  };
}
