import { updateWidget } from '../../../hub/api/widget/settings.ts';
import type { AdminWorld } from '../world/world.ts';
import type { Scene } from './scene.ts';

const part = (name: string) => `/settings/widget/${name}`;

/** Sets what a scene needs before its page is opened. */
async function withForms({ client }: AdminWorld): Promise<string> {
  await client.call(updateWidget, {
    body: {
      leadForm: {
        when: 'before',
        title: null,
        fields: [
          { key: 'name', label: null, isRequired: false },
          { key: 'email', label: { en: 'Work e-mail', ru: 'Рабочая почта' }, isRequired: true },
        ],
      },
    },
  });
  return part('forms');
}

/** The widget's settings, each of their pages, with the widget itself beside them. */
export const widgetScenes: readonly Scene[] = [
  { name: 'widget-look', path: part('look'), waitFor: '.stage iframe:not(.is-hidden)' },
  {
    name: 'widget-look-pale',
    path: part('look'),
    waitFor: '.stage iframe:not(.is-hidden)',
    prepare: async (page) => {
      await page.getByLabel('Colour', { exact: true }).fill('#ffd75e');
      await page.getByText('Too pale').waitFor();
      await page.getByRole('button', { name: 'On a phone' }).click();
    },
  },
  { name: 'widget-places', path: part('places'), waitFor: 'text=Allowed sites' },
  {
    name: 'widget-places-wrong',
    path: part('places'),
    waitFor: 'text=Allowed sites',
    prepare: async (page) => {
      await page.getByLabel('Sites', { exact: true }).fill('shop.*.com');
      await page.keyboard.press('Enter');
      await page.getByText('only at the beginning').waitFor();
    },
  },
  { name: 'widget-hours-always', path: part('hours'), waitFor: '#widget-schedule' },
  {
    name: 'widget-hours',
    path: part('hours'),
    waitFor: '#widget-schedule',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'New schedule' }).click();
      await page.getByRole('button', { name: 'Add hours: Tuesday' }).click();
      await page.getByRole('group', { name: 'Tuesday' }).getByLabel('Tuesday, 2: from').waitFor();
    },
  },
  { name: 'widget-forms', path: withForms, waitFor: 'text=Add field' },
  { name: 'widget-identity', path: part('identity'), waitFor: 'text=createHmac' },
  {
    name: 'widget-rotate',
    path: part('identity'),
    waitFor: 'text=createHmac',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'New secret' }).click();
      await page.locator('wa-dialog').getByText('Both count until').waitFor();
    },
  },
  { name: 'widget-install', path: part('install'), waitFor: 'text=/Waiting for the first ping|Seen on/' },
  { name: 'widget-as-agent', path: part('look'), as: 'boris', waitFor: '.stage iframe:not(.is-hidden)' },
];
