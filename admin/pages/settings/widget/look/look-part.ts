import { html, type TemplateResult } from 'lit';
import { widgetLook, type WidgetSettings } from '../../../../../hub/api/widget/settings.ts';
import { formField } from '../../../../components/form-field.ts';
import { signedIn } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { numberField, selectField } from '../../form/fields.ts';
import type { WidgetForm } from '../widget-form.ts';
import './avatar-field.ts';
import { colourField } from './colour-field.ts';
import { segmentField } from './segment-field.ts';
import { spokenField } from './spoken-field.ts';

/** How the widget looks and what it says. `avatar` is the picture on screen; `onAvatar` hears of another. */
export function lookPart(
  form: WidgetForm,
  { avatarUrl, onAvatar }: { avatarUrl: string | null; onAvatar: (url: string | null) => void },
): TemplateResult {
  const { values, set, isDisabled, problems } = form;
  const { look } = values;
  const change = (changes: Partial<WidgetSettings['look']>): void => set('look', { ...look, ...changes });
  return html`<section class="section-part">
      <h2>${t('widget:look')}</h2>
      <div class="form-parts">
        ${colourField({ value: look.colour, isDisabled, error: problems['look.colour'], onInput: (colour) => change({ colour }) })}
        ${segmentField({
          name: 'widget-theme',
          label: t('widget:theme'),
          hint: t('widget:themeHint'),
          value: look.theme,
          options: { auto: t('widget:theme.auto'), light: t('widget:theme.light'), dark: t('widget:theme.dark') },
          isDisabled,
          onChange: (theme) => change({ theme: widgetLook.shape.theme.parse(theme) }),
        })}
        ${formField({
          id: 'widget-name',
          name: 'widget-name',
          label: t('widget:name'),
          hint: t('widget:nameHint'),
          value: look.name ?? '',
          placeholder: signedIn().workspace.name,
          autocomplete: 'off',
          error: problems['look.name'],
          isDisabled,
          onInput: (name) => change({ name: name.trim() === '' ? null : name }),
        })}
        <hub-widget-avatar
          .url=${look.avatarFileId === null ? null : avatarUrl}
          .name=${look.name ?? signedIn().workspace.name}
          ?is-disabled=${isDisabled}
          .onChange=${(file: { id: string; url: string } | null) => {
            onAvatar(file?.url ?? null);
            change({ avatarFileId: file?.id ?? null });
          }}
        ></hub-widget-avatar>
      </div>
    </section>
    <section class="section-part">
      <h2>${t('widget:launcher')}</h2>
      <p>${t('widget:launcherLead')}</p>
      <div class="form-parts">
        ${segmentField({
          name: 'widget-launcher',
          label: t('widget:launcherKind'),
          hint: t(`widget:launcherHint.${look.launcher}`),
          value: look.launcher,
          options: { bubble: t('widget:launcher.bubble'), label: t('widget:launcher.label'), none: t('widget:launcher.none') },
          isDisabled,
          onChange: (launcher) => change({ launcher: widgetLook.shape.launcher.parse(launcher) }),
        })}
        ${segmentField({
          name: 'widget-position',
          label: t('widget:position'),
          value: look.position,
          options: { left: t('widget:position.left'), right: t('widget:position.right') },
          isDisabled,
          onChange: (position) => change({ position: widgetLook.shape.position.parse(position) }),
        })}
        <div class="two">
          ${numberField({
            id: 'widget-offset-x',
            label: t('widget:offsetX'),
            value: look.offsetX,
            min: 0,
            max: 400,
            isDisabled,
            error: problems['look.offsetX'],
            onInput: (offsetX) => change({ offsetX: offsetX ?? Number.NaN }),
          })}
          ${numberField({
            id: 'widget-offset-y',
            label: t('widget:offsetY'),
            value: look.offsetY,
            min: 0,
            max: 400,
            isDisabled,
            error: problems['look.offsetY'],
            onInput: (offsetY) => change({ offsetY: offsetY ?? Number.NaN }),
          })}
        </div>
      </div>
    </section>
    ${textsPart(form)}`;
}

function textsPart({ values, set, isDisabled, problems, words }: WidgetForm): TemplateResult {
  const { texts } = values;
  const text = (name: keyof WidgetSettings['texts'], rows: number): TemplateResult =>
    spokenField({
      id: `widget-text-${name}`,
      label: t(`widget:text.${name}`),
      hint: t(`widget:textHint.${name}`),
      value: texts[name],
      placeholders: { en: words.en[name] ?? '', ru: words.ru[name] ?? '' },
      rows,
      isDisabled,
      error: problems[`texts.${name}`],
      onInput: (value) => set('texts', { ...texts, [name]: value }),
    });
  return html`<section class="section-part">
    <h2>${t('widget:texts')}</h2>
    <p>${t('widget:textsLead')}</p>
    <div class="form-parts">
      ${selectField({
        id: 'widget-language',
        label: t('widget:language'),
        value: values.language,
        options: { visitor: t('widget:language.visitor'), en: 'English', ru: 'Русский' },
        isDisabled,
        onChange: (language) => set('language', language === 'en' || language === 'ru' ? language : 'visitor'),
      })}
      ${text('title', 1)} ${text('greeting', 2)} ${text('away', 2)} ${values.look.launcher === 'label' ? text('launcher', 1) : ''}
    </div>
  </section>`;
}
