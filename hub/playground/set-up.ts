import { randomBytes } from 'node:crypto';
import { createAccessToken } from '../api/team/access-tokens.ts';
import { acceptInvite, inviteAgent } from '../api/team/agents.ts';
import { addChannel } from '../api/customers/channels.ts';
import { createClient, type Client, type Fetch } from '../api/client.ts';
import { connectConsole } from '../api/team/consoles.ts';
import { permission, type Role } from '../api/permissions.ts';
import { createQuickReply } from '../api/customers/quick-replies.ts';
import { setUp } from '../api/team/users.ts';
import { getWidget, showIdentitySecret, updateWidget } from '../api/widget/settings.ts';
import type { Cast } from './cast.ts';

/** A workspace that is ready to be played in. */
export interface Workspace {
  /** Calls the hub with every permission. */
  client: Client;
  login: { email: string; password: string };
  /** Ids of the two agents' seats, in the cast's order. */
  agentIds: readonly [string, string];
  /** What the shop's owner copies into their site. */
  widget: { widgetKey: string; identitySecret: string };
}

const quickReplies = [
  { shortcut: 'hours', title: 'Opening hours', text: 'Hello {{contact.firstName}}! We are here every day from 9:00 to 21:00.' },
  {
    shortcut: 'delivery',
    title: 'Delivery time',
    text: 'Delivery takes one to three days, and you get a message when the courier leaves.',
  },
  { shortcut: 'thanks', title: 'Thanks', text: 'Thank you, {{contact.firstName}}! Write to us any time.' },
];

/** Makes the workspace with its owner, two agents, the customers' bot, the team's bot, some quick replies and the site's chat. */
export async function setUpWorkspace(baseUrl: string, setupToken: string, { shopBot, consoleBot, agents }: Cast): Promise<Workspace> {
  const login = { email: 'owner@playground.test', password: randomBytes(9).toString('base64url') };
  const owner = createClient({ baseUrl, fetch: keepCookie() });
  await owner.call(setUp, { body: { ...login, token: setupToken, name: 'Olga', workspaceName: 'Sunny Shop' } });
  const body = { name: 'Playground', scopes: [...permission.options] };
  const { token } = await owner.call(createAccessToken, { body });
  const client = createClient({ baseUrl, token });

  const first = await invite(client, baseUrl, { name: agents[0].firstName, role: 'admin' });
  const second = await invite(client, baseUrl, { name: agents[1].firstName, role: 'agent' });
  await client.call(addChannel, { body: { provider: 'telegram', name: 'Sunny Shop', settings: { botToken: shopBot.token } } });
  await client.call(connectConsole, { body: { botToken: consoleBot.token, mode: 'both' } });
  for (const reply of quickReplies) await client.call(createQuickReply, { body: reply });
  return { client, login, agentIds: [first, second], widget: await setUpWidget(client) };
}

/** The site's chat in the shop's colour, and what its page and its server need. */
async function setUpWidget(client: Client): Promise<Workspace['widget']> {
  const { settings } = await client.call(getWidget);
  const { widgetKey } = await client.call(updateWidget, {
    body: { look: { ...settings.look, colour: '#a8441f' }, replyTime: 'minutes' },
  });
  const { secret } = await client.call(showIdentitySecret);
  return { widgetKey, identitySecret: secret };
}

async function invite(client: Client, baseUrl: string, { name, role }: { name: string; role: Role }): Promise<string> {
  const { token } = await client.call(inviteAgent, { body: { role } });
  const email = `${name.toLowerCase()}@playground.test`;
  const { agentId } = await createClient({ baseUrl }).call(acceptInvite, {
    body: { token, email, name, password: randomBytes(12).toString('base64url') },
  });
  return agentId;
}

/** A fetch that stays signed in, as a browser would. */
function keepCookie(): Fetch {
  let cookie = '';
  return async (url, { headers, ...init }) => {
    const response = await fetch(url, { ...init, headers: cookie ? { ...headers, cookie } : headers });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
}
