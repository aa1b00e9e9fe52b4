import { html, type TemplateResult } from 'lit';
import UniversalRouter from 'universal-router/sync';
import type { Permission } from '../../../hub/api/permissions.ts';
import type { WordKey } from '../../words/catalogue.ts';
import { loadAccountWords, loadFurtherWords } from '../../words/words.ts';

/** One screen: where its code is and how it is put on the page. Pages read the rest (tab, filters, what is open) from `place` themselves. */
export interface Screen {
  /** Which entry of the navigation is lit: `inbox`, `contacts`, `settings`; null for pages before the login. */
  area: 'inbox' | 'contacts' | 'visitors' | 'settings' | null;
  title: WordKey;
  load: () => Promise<unknown>;
  render: (params: Record<string, string>) => TemplateResult;
  /** Without it the screen says so instead of failing. */
  needs?: Permission;
}

interface Found {
  screen: Screen;
  params: Record<string, string>;
}

const screens: Record<string, Screen> = {
  '/login': {
    area: null,
    title: 'account:logIn',
    load: () => Promise.all([import('../../pages/account/login-page.ts'), loadAccountWords()]),
    render: () => html`<hub-login-page></hub-login-page>`,
  },
  '/setup': {
    area: null,
    title: 'account:setUp',
    load: () => Promise.all([import('../../pages/account/setup-page.ts'), loadAccountWords()]),
    render: () => html`<hub-setup-page></hub-setup-page>`,
  },
  '/invite': {
    area: null,
    title: 'account:invite',
    load: () => Promise.all([import('../../pages/account/invite-page.ts'), loadAccountWords()]),
    render: () => html`<hub-invite-page></hub-invite-page>`,
  },
  '/reset': {
    area: null,
    title: 'account:resetPassword',
    load: () => Promise.all([import('../../pages/account/reset-page.ts'), loadAccountWords()]),
    render: () => html`<hub-reset-page></hub-reset-page>`,
  },
  '/inbox/:tab{/:conversationId}': {
    area: 'inbox',
    title: 'inbox:title',
    needs: 'conversation.view',
    load: () => import('../../pages/inbox/inbox-page.ts'),
    render: ({ tab = 'mine', conversationId }) =>
      html`<hub-inbox-page tab=${tab} .conversationId=${conversationId ?? null}></hub-inbox-page>`,
  },
  '/contacts{/:contactId}': {
    area: 'contacts',
    title: 'shell:contacts',
    needs: 'contact.view',
    load: () => Promise.all([import('../../pages/contacts/contacts-page.ts'), loadFurtherWords()]),
    render: ({ contactId }) => html`<hub-contacts-page .contactId=${contactId ?? null}></hub-contacts-page>`,
  },
  '/visitors{/:visitorId}': {
    area: 'visitors',
    title: 'shell:visitors',
    needs: 'visitor.view',
    load: () => Promise.all([import('../../pages/visitors/visitors-page.ts'), loadFurtherWords()]),
    render: ({ visitorId }) => html`<hub-visitors-page .visitorId=${visitorId ?? null}></hub-visitors-page>`,
  },
  '/settings{/:section}{/:itemId}': {
    area: 'settings',
    title: 'shell:settings',
    load: () => Promise.all([import('../../pages/settings/settings-page.ts'), loadFurtherWords()]),
    render: ({ section, itemId }) => html`<hub-settings-page .section=${section ?? null} .itemId=${itemId ?? null}></hub-settings-page>`,
  },
};

const router = new UniversalRouter<Found>(
  Object.entries(screens).map(([path, screen]) => ({
    path,
    action: ({ params }) => ({ screen, params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])) }),
  })),
);

/** The screen of a path below /admin, with what stands in the path; null where there is none. */
export function findScreen(path: string): Found | null {
  try {
    return router.resolve(path) ?? null;
  } catch {
    return null; // the router says by an error that nothing is there
  }
}
