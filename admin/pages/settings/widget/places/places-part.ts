import { html, type TemplateResult } from 'lit';
import { widgetPlaces, type WidgetSettings } from '../../../../../hub/api/widget/settings.ts';
import { t } from '../../../../words/words.ts';
import { switchField } from '../../form/fields.ts';
import { segmentField } from '../look/segment-field.ts';
import type { WidgetForm } from '../widget-form.ts';
import { readDomain } from './domain.ts';
import './list-field.ts';

const mostLetters = 300;

/** Where the launcher shows, and which sites may embed the widget. */
export function placesPart({ values, set, isDisabled, problems }: WidgetForm): TemplateResult {
  const { places, allowedDomains, scheduleId } = values;
  const change = (changes: Partial<WidgetSettings['places']>): void => set('places', { ...places, ...changes });
  return html`<section class="section-part">
      <h2>${t('widget:domains')}</h2>
      <p>${t('widget:domainsLead')}</p>
      <hub-widget-list
        field="widget-domain"
        label=${t('widget:domain')}
        hint=${t('widget:domainHint')}
        placeholder="shop.example.com"
        empty=${t('widget:domainsAny')}
        .items=${allowedDomains}
        .most=${100}
        .error=${problems['allowedDomains'] ?? ''}
        ?is-disabled=${isDisabled}
        .read=${(typed: string) => {
          const read = readDomain(typed, allowedDomains);
          return 'domain' in read ? { value: read.domain } : { problem: t(`widget:domainProblem.${read.problem}`) };
        }}
        .onChange=${(items: string[]) => set('allowedDomains', items)}
      ></hub-widget-list>
    </section>
    <section class="section-part">
      <h2>${t('widget:pages')}</h2>
      <p>${t('widget:pagesLead')}</p>
      <div class="form-parts">
        ${pagesField('onlyPages', places.onlyPages, { isDisabled, problems, onChange: (onlyPages) => change({ onlyPages }) })}
        ${pagesField('exceptPages', places.exceptPages, { isDisabled, problems, onChange: (exceptPages) => change({ exceptPages }) })}
      </div>
    </section>
    <section class="section-part">
      <h2>${t('widget:when')}</h2>
      <div class="form-parts">
        ${segmentField({
          name: 'widget-devices',
          label: t('widget:devices'),
          value: places.devices,
          options: { all: t('widget:devices.all'), desktop: t('widget:devices.desktop'), phone: t('widget:devices.phone') },
          isDisabled,
          onChange: (devices) => change({ devices: widgetPlaces.shape.devices.parse(devices) }),
        })}
        ${switchField({
          id: 'widget-only-hours',
          label: t('widget:onlyInHours'),
          hint: scheduleId === null ? t('widget:onlyInHoursNoHours') : t('widget:onlyInHoursHint'),
          isOn: places.onlyInHours,
          isDisabled,
          onChange: (onlyInHours) => change({ onlyInHours }),
        })}
      </div>
    </section>`;
}

function pagesField(
  name: 'onlyPages' | 'exceptPages',
  items: readonly string[],
  { isDisabled, problems, onChange }: { isDisabled: boolean; problems: WidgetForm['problems']; onChange: (items: string[]) => void },
): TemplateResult {
  return html`<hub-widget-list
    field="widget-${name}"
    label=${t(`widget:${name}`)}
    hint=${t(`widget:${name}Hint`)}
    placeholder="/pricing/*"
    empty=${t(`widget:${name}None`)}
    .items=${items}
    .most=${50}
    .error=${problems[`places.${name}`] ?? ''}
    ?is-disabled=${isDisabled}
    .read=${(typed: string) => readPage(typed, items)}
    .onChange=${onChange}
  ></hub-widget-list>`;
}

/** A path, or a whole address, with stars anywhere. */
function readPage(typed: string, taken: readonly string[]): { value: string } | { problem: string } {
  const text = typed.trim();
  if (text === '') return { problem: t('widget:pageProblem.empty') };
  if (!/^(\/|\*|https?:\/\/)/.test(text) || /\s/.test(text) || text.length > mostLetters) return { problem: t('widget:pageProblem.wrong') };
  return taken.includes(text) ? { problem: t('widget:pageProblem.taken') } : { value: text };
}
