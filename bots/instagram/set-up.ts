import { z } from 'zod';
import type { ChannelHealth, ConnectContext, SetUpResult } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { anyResult } from './client.ts';
import type { GraphClient } from './client.ts';
import type { InstagramSettings } from './settings.ts';
import { findTokenEnd, healthBefore } from './token.ts';

type Context = Pick<ConnectContext<InstagramSettings>, 'settings' | 'session' | 'now' | 'log' | 'webhookUrl'>;

const named = { username: z.string().optional(), name: z.string().optional() };
const instagramMe = z.object({ id: z.string().optional(), user_id: z.coerce.string().optional(), ...named });
const facebookMe = z.object({
  id: z.string().optional(),
  ...named,
  instagram_business_account: z.object({ id: z.string(), ...named }).optional(),
});

interface Found {
  /** Undefined where the answer does not say. */
  id: string | undefined;
  username: string | undefined;
  name: string | undefined;
}

/** Checks that the token is of this account, and subscribes the app to the account's messages: what the dashboard says alone delivers nothing. */
export async function setUpAccount(client: GraphClient, context: Context): Promise<SetUpResult> {
  const { settings } = context;
  const { accountId } = settings;
  const {
    id = accountId,
    username,
    name,
  } = settings.login === 'facebook' ? await findByPage(client, accountId) : await findByToken(client);
  if (id !== accountId) {
    throw new ChannelError('invalid-content', {
      setting: 'accountId',
      why: sayWhy('instagram-other-account', { account: username ? `@${username}` : (name ?? id), id }),
    });
  }
  const missing = await subscribe(client, settings);
  const health = healthBefore(await findTokenEnd(client, context), context.now());
  return {
    account: { externalId: id, name: name ?? username ?? id, ...(username && { username, url: `https://ig.me/m/${username}` }) },
    health: health.state === 'ok' ? { ...health, ...complaint(context.webhookUrl, missing) } : health,
  };
}

/** Under Instagram Login `user_id` is what webhooks call the account; `id` is only the app's name for it. */
async function findByToken(client: GraphClient): Promise<Found> {
  const me = await client.call({ path: 'me', query: { fields: 'user_id,username,name' }, result: instagramMe, isRepeatable: true });
  return { id: me.user_id ?? me.id, username: me.username, name: me.name };
}

async function findByPage(client: GraphClient, accountId: string): Promise<Found> {
  const query = { fields: 'id,name,instagram_business_account{id,username,name}' };
  const page = await client.call({ path: 'me', query, result: facebookMe, isRepeatable: true });
  const account = page.instagram_business_account ?? (page.id === accountId ? page : undefined);
  if (account) return { id: account.id, username: account.username, name: account.name };
  throw new ChannelError('invalid-content', {
    setting: 'accessToken',
    why: sayWhy('instagram-no-account', { page: page.name ?? page.id ?? '' }),
  });
}

/** What the app has to hear of, and what not every version of the API knows. */
const needed = ['messages', 'messaging_postbacks', 'messaging_seen', 'message_reactions'];
const wanted = ['messaging_referral', 'message_edit', 'standby'];

/** A page has fields of its own; any of them lets the webhooks through that the dashboard names for its Instagram account. */
const pageFields = ['messages', 'messaging_postbacks', 'message_reactions', 'standby'];

/** Subscribes; gives the fields that Instagram would not have. */
async function subscribe(client: GraphClient, { login }: InstagramSettings): Promise<string[]> {
  const ask = (fields: readonly string[]) =>
    client.call({
      path: 'me/subscribed_apps',
      query: { subscribed_fields: fields.join(',') },
      body: {},
      result: anyResult,
      isRepeatable: true,
    });
  if (login === 'facebook') {
    await ask(pageFields);
    return [];
  }
  try {
    await ask([...needed, ...wanted]);
    return [];
  } catch (error) {
    if (!(error instanceof ChannelError) || error.reason !== 'invalid-content') throw error;
    await ask(needed);
    return wanted;
  }
}

function complaint(webhookUrl: string | null, missing: readonly string[]): ChannelHealth {
  if (webhookUrl === null || !webhookUrl.startsWith('https://')) {
    return { state: 'warning', ...sayWhy('instagram-needs-address') };
  }
  if (missing.length > 0) return { state: 'warning', ...sayWhy('instagram-fields', { fields: missing.join(', ') }) };
  return { state: 'ok' };
}
