import { testPassword } from '../../../hub/test/factories.ts';
import type { Scene } from './scene.ts';

export const accountScenes: readonly Scene[] = [
  { name: 'login', path: '/login', as: null, waitFor: 'form' },
  {
    name: 'login-refused',
    path: '/login',
    as: null,
    waitFor: 'text=Forgot',
    prepare: async (page) => {
      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await page.keyboard.press('Enter');
      await page.getByText('is wrong').waitFor();
    },
  },
  {
    name: 'login-code',
    path: '/login',
    as: null,
    waitFor: 'text=Forgot',
    prepare: async (page) => {
      // Nobody of the world has a second factor: every other scene logs in without.
      const error = { code: 'login.code-needed', message: 'A code is needed too.', details: {}, requestId: 'a-request' };
      await page.route('**/api/v1/session*', (route) =>
        route.request().method() === 'POST' ? route.fulfill({ status: 401, json: { error } }) : route.continue(),
      );
      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByLabel('Password', { exact: true }).fill(testPassword);
      await page.keyboard.press('Enter');
      await page.locator('#field-code').waitFor();
    },
  },
  { name: 'setup-used-link', path: '/setup?token=used', as: null, waitFor: 'h1' },
  {
    name: 'settings-two-factor',
    path: '/settings/profile',
    as: 'chen',
    waitFor: 'hub-profile-two-factor button',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Turn on' }).click();
      await page.locator('#two-factor-password').fill(testPassword);
      await page.keyboard.press('Enter');
      await page.locator('#two-factor-code').waitFor();
    },
  },
  { name: 'reset', path: '/reset', as: null, waitFor: 'form' },
];
