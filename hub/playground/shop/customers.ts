import { createHmac, randomBytes } from 'node:crypto';

/** Somebody with an account at the shop. */
interface ShopCustomer {
  userId: string;
  name: string;
  email: string;
}

/** What the shop's page says of who is logged in: `hub('identify', ...)` takes it as it is. */
export interface Identity extends ShopCustomer {
  userHash: string;
}

const accounts: Readonly<Record<string, ShopCustomer>> = {
  anna: { userId: 'customer-17', name: 'Anna', email: 'anna@customers.test' },
  ivan: { userId: 'customer-23', name: 'Ivan', email: 'ivan@customers.test' },
};

/** The shop's own logins: who is behind a browser's cookie. */
export interface ShopLogins {
  /** The new session of an account; null where there is no such account. */
  logIn(account: string): { session: string; identity: Identity } | null;
  who(session: string | undefined): Identity | null;
  logOut(session: string | undefined): void;
}

/** Makes them; `identitySecret` is the widget's and stays on the server: a page gets only what it signed. */
export function createLogins(identitySecret: string): ShopLogins {
  const sessions = new Map<string, Identity>();
  return {
    logIn(account) {
      const customer = Object.hasOwn(accounts, account) ? accounts[account] : undefined;
      if (!customer) return null;
      const session = randomBytes(16).toString('base64url');
      const identity = { ...customer, userHash: createHmac('sha256', identitySecret).update(customer.userId).digest('hex') };
      sessions.set(session, identity);
      return { session, identity };
    },
    who: (session) => sessions.get(session ?? '') ?? null,
    logOut: (session) => void sessions.delete(session ?? ''),
  };
}
