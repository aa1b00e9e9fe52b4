import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWidget, type WidgetSettings, type WidgetView } from '../../../../hub/api/widget/settings.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { showToast } from '../../../app/feedback/toasts.ts';
import { href, navigate } from '../../../app/routing/route.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may, signedIn } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { Draft } from '../form/draft.ts';
import { loadFailed } from '../form/load-failed.ts';
import { noProblems, problemsOf, type Problems } from '../form/problems.ts';
import '../form/save-bar.ts';
import './forms/forms-part.ts';
import './hours/hours-part.ts';
import './identity/identity-part.ts';
import './install/install-part.ts';
import { judge } from './look/contrast.ts';
import { lookPart } from './look/look-part.ts';
import { placesPart } from './places/places-part.ts';
import './preview/preview.ts';
import { partOf, widgetParts, type WidgetForm, type WidgetPart } from './widget-form.ts';
import { configQuery, widgetQuery } from './widget-queries.ts';
import './widget.css';

/** Beside these the widget is shown as it will be. */
const previewed: readonly WidgetPart[] = ['look', 'forms'];

/** The widget's section of the settings: one form over several pages, with the widget itself beside it. */
@customElement('hub-widget-settings')
export class HubWidgetSettings extends HubElement {
  /** Which page, as the address has it. */
  @property({ attribute: false }) page: string | null = null;
  @state() private problems: Problems = noProblems;
  @state() private isSaving = false;
  /** Of a picture that was just uploaded; undefined: as it is kept. */
  @state() private avatarUrl: string | null | undefined;
  readonly #widget = createQueryController(this, widgetQuery, queryClient);
  readonly #english = createQueryController(this, () => configQuery(this.#widget().data?.widgetKey ?? '', 'en'), queryClient);
  readonly #russian = createQueryController(this, () => configQuery(this.#widget().data?.widgetKey ?? '', 'ru'), queryClient);
  readonly #customFields = createQueryController(this, () => ({ ...customFieldsQuery, enabled: may('contact.view') }), queryClient);
  readonly #draft = new Draft<WidgetSettings>(this, { within: '/settings/widget' });

  constructor() {
    super();
    new Commands(this, () =>
      widgetParts.map((part) => ({
        id: `widget.${part}`,
        title: t(`widget:part.${part}`),
        words: t(`widget:partWords.${part}`),
        group: t('widget:title'),
        run: () => navigate(`/settings/widget/${part}`),
      })),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    // On a phone the tabs are wider than the page.
    if (changed.has('page')) this.querySelector('.widget-tabs [aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  protected override render() {
    const { data, error, isPending, refetch } = this.#widget();
    const open = partOf(this.page);
    return html`<header class="section-head">
        <div>
          <h1>${t('widget:title')}</h1>
          <p>${t('widget:lead')}</p>
        </div>
        ${data ? this.#renderState(data) : nothing}
      </header>
      <nav class="tabs widget-tabs" aria-label=${t('widget:title')}>
        ${widgetParts.map(
          (part) =>
            html`<a class="tab" href=${href(`/settings/widget/${part}`)} aria-current=${part === open ? 'page' : 'false'}
              >${t(`widget:part.${part}`)}</a
            >`,
        )}
      </nav>
      ${isPending ? html`<hub-skeleton shape="form" rows="6"></hub-skeleton>` : data ? this.#renderForm(data, open) : loadFailed(error, () => refetch())}`;
  }

  #renderState({ seenOn }: WidgetView): TemplateResult {
    const [latest] = seenOn;
    return latest
      ? html`<span class="chip good">${t('widget:seenOn', { host: latest.host })}</span>`
      : html`<a class="chip" href=${href('/settings/widget/install')}>${t('widget:notSeen')}</a>`;
  }

  #renderForm(widget: WidgetView, open: WidgetPart): TemplateResult {
    this.#draft.take(widget.settings);
    const hasPreview = previewed.includes(open);
    return html`<div class="widget-body ${hasPreview ? 'has-preview' : ''}">
      <div class="widget-form">
        ${this.#renderPart(widget, open)}
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
        }
      </div>
      ${hasPreview ? this.#renderPreview(widget) : nothing}
    </div>`;
  }

  #renderPart(widget: WidgetView, open: WidgetPart): TemplateResult {
    const form: WidgetForm = {
      values: this.#draft.values,
      set: (name, value) => this.#draft.set(name, value),
      isDisabled: !may('channel.manage'),
      problems: this.problems.fields,
      words: { en: this.#english().data?.words ?? {}, ru: this.#russian().data?.words ?? {} },
    };
    switch (open) {
      case 'look':
        return lookPart(form, {
          avatarUrl: this.avatarUrl === undefined ? (this.#english().data?.look.avatarUrl ?? null) : this.avatarUrl,
          onAvatar: (url) => {
            this.avatarUrl = url;
          },
        });
      case 'places':
        return placesPart(form);
      case 'hours':
        return html`<hub-widget-hours .form=${form}></hub-widget-hours>`;
      case 'forms':
        return html`<hub-widget-forms .form=${form}></hub-widget-forms>`;
      case 'identity':
        return html`<hub-widget-identity .widget=${widget}></hub-widget-identity>`;
      case 'install':
        return html`<hub-widget-install .widget=${widget} .form=${form}></hub-widget-install>`;
    }
  }

  #renderPreview({ widgetKey }: WidgetView): TemplateResult {
    const [en, ru] = [this.#english().data, this.#russian().data];
    const error = this.#english().error ?? this.#russian().error;
    if (!en || !ru) {
      return html`<div class="widget-preview">
        ${error ? loadFailed(error, () => Promise.all([this.#english().refetch(), this.#russian().refetch()])) : html`<hub-skeleton rows="5"></hub-skeleton>`}
      </div>`;
    }
    return html`<div class="widget-preview">
      <hub-widget-preview
        .widgetKey=${widgetKey}
        .kept=${{ en, ru }}
        .settings=${this.#draft.values}
        .sources=${{
          workspaceName: signedIn().workspace.name,
          customFields: this.#customFields().data ?? [],
          avatarUrl: this.avatarUrl,
        }}
      ></hub-widget-preview>
    </div>`;
  }

  #discard = (): void => {
    this.problems = noProblems;
    this.avatarUrl = undefined;
    this.#draft.discard();
  };

  #save = async (): Promise<void> => {
    const { look } = this.#draft.values;
    if (!judge(look.colour)) {
      this.problems = { fields: { 'look.colour': t('widget:colourWrong') }, general: t('team:notSaved') };
      return;
    }
    this.isSaving = true;
    this.problems = noProblems;
    try {
      const saved = await api.call(updateWidget, { body: this.#draft.changes });
      queryClient.setQueryData(widgetQuery.queryKey, saved);
      this.#draft.discard();
      await queryClient.invalidateQueries({ queryKey: ['widget', 'config'] });
      this.avatarUrl = undefined;
      showToast({ text: t('common:saved'), kind: 'good' });
    } catch (error) {
      this.problems = problemsOf(error, {
        'look.colour': t('widget:colourWrong'),
        'look.name': t('widget:nameWrong'),
        'look.offsetX': t('widget:offsetWrong'),
        'look.offsetY': t('widget:offsetWrong'),
        'files.maxMegabytes': t('widget:fileSizeWrong'),
        allowedDomains: t('widget:domainProblem.wrong'),
        'places.onlyPages': t('widget:pageProblem.wrong'),
        'places.exceptPages': t('widget:pageProblem.wrong'),
        'leadForm.fields': t('widget:leadFieldsWrong'),
        ...Object.fromEntries(
          ['texts.title', 'texts.greeting', 'texts.away', 'texts.launcher', 'leadForm.title', 'rating.question', 'helpBox.title'].map(
            (name) => [name, t('widget:textWrong')],
          ),
        ),
      });
    } finally {
      this.isSaving = false;
    }
  };
}
