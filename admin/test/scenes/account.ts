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
  { name: 'setup-used-link', path: '/setup?token=used', as: null, waitFor: 'h1' },
  { name: 'reset', path: '/reset', as: null, waitFor: 'form' },
];
