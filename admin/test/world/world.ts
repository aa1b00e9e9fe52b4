import type { EmulatedBot } from '../../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../../bots/emulators/telegram/actors/user.ts';
import type { TelegramEmulator } from '../../../bots/emulators/telegram/emulator.ts';
import { createClient, type Client } from '../../../hub/api/client.ts';
import { addChannel } from '../../../hub/api/customers/channels.ts';
import {
  assignConversation,
  closeConversation,
  getConversation,
  listConversations,
  snoozeConversation,
  updateConversation,
  type ConversationView,
} from '../../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../../hub/api/customers/messages.ts';
import { createQuickReply } from '../../../hub/api/customers/quick-replies.ts';
import { connectConsole } from '../../../hub/api/team/consoles.ts';
import { createDepartment } from '../../../hub/api/team/departments.ts';
import type { Hub } from '../../../hub/core/parts/hub.ts';
import { buildAgent, buildToken, buildUser, buildWorkspace, signIn, type BuiltAgent } from '../../../hub/test/factories.ts';
import { drawPicture } from './picture.ts';
import { comeTo, fillSite, type Come } from './visitors.ts';
import { stories, type Story } from './stories.ts';

/** A workspace as a team has it after some weeks, on a running hub with an emulated Telegram. */
export interface AdminWorld {
  ada: BuiltAgent;
  boris: BuiltAgent;
  chen: BuiltAgent;
  /** Calls with every permission. */
  client: Client;
  /** Calls as Boris, signed in as a browser would be. */
  asBoris: Client;
  shopBot: EmulatedBot;
  consoleBot: EmulatedBot;
  channelId: string;
  departmentIds: { Sales: string; Support: string };
  /** The customer of each story, by name. */
  customers: ReadonlyMap<string, EmulatedUser>;
  /** Lets somebody come to the shop's site; a handful is there from the beginning. */
  come: Come;
  /** The conversation of a customer. */
  conversationOf(name: string): Promise<ConversationView>;
}

/** Fills a hub: three agents, two departments, a channel, a console, quick replies and a dozen customers who wrote. */
export async function buildWorld({ hub, url, telegram }: { hub: Hub; url: string; telegram: TelegramEmulator }): Promise<AdminWorld> {
  const workspace = await buildWorkspace(hub, { name: 'Sunny Shop' });
  const workspaceId = workspace._id;
  const [ada, boris, chen] = await Promise.all([
    buildAgent(hub, {
      workspaceId,
      name: 'Ada Owner',
      role: 'owner',
      user: await buildUser(hub, { name: 'Ada Owner', email: 'ada@example.com' }),
    }),
    buildAgent(hub, {
      workspaceId,
      name: 'Boris Agent',
      role: 'agent',
      user: await buildUser(hub, { name: 'Boris Agent', email: 'boris@example.com' }),
    }),
    buildAgent(hub, {
      workspaceId,
      name: 'Chen Admin',
      role: 'admin',
      user: await buildUser(hub, { name: 'Chen Admin', email: 'chen@example.com' }),
    }),
  ]);
  const client = createClient({ baseUrl: url, token: await buildToken(hub, workspaceId) });
  const clientOf = async ({ user }: BuiltAgent) =>
    createClient({
      baseUrl: url,
      headers: { ...(await signIn(hub, user._id)), origin: url },
      workspaceId: workspaceId.toHexString(),
    });
  const [asAda, asBoris, asChen] = await Promise.all([clientOf(ada), clientOf(boris), clientOf(chen)]);
  const answering = { ada: asAda, boris: asBoris, chen: asChen };
  const idOf = { ada: ada.agent._id.toHexString(), boris: boris.agent._id.toHexString(), chen: chen.agent._id.toHexString() };
  const [sales, support] = await Promise.all([
    client.call(createDepartment, { body: { name: 'Sales', description: 'New customers and plans', memberIds: [idOf.ada, idOf.chen] } }),
    client.call(createDepartment, {
      body: { name: 'Support', description: 'Everything that does not work', memberIds: [idOf.ada, idOf.boris] },
    }),
  ]);
  const departmentIds = { Sales: sales.id, Support: support.id };
  for (const reply of [
    {
      shortcut: 'hello',
      title: 'Greeting',
      text: 'Hello {{contact.firstName}}, this is {{agent.name}} of {{workspace.name}}. How can I help?',
    },
    { shortcut: 'refund', title: 'Refund is on its way', text: 'Your refund has been sent and takes three to five working days.' },
    { shortcut: 'спасибо', title: 'Спасибо', text: 'Спасибо, {{contact.firstName}}! Пишите в любое время.', language: 'ru' as const },
  ])
    await client.call(createQuickReply, { body: reply });

  const shopBot = telegram.createBot({ username: 'sunny_shop_bot', name: 'Sunny Shop' });
  const consoleBot = telegram.createBot({ username: 'sunny_team_bot', name: 'Sunny Team' });
  const { id: channelId } = await client.call(addChannel, {
    body: { provider: 'telegram', name: 'Sunny Shop', settings: { botToken: shopBot.token } },
  });
  await client.call(connectConsole, { body: { botToken: consoleBot.token, mode: 'private' } });

  const customers = new Map<string, EmulatedUser>();
  const conversationOf = async (name: string) => {
    const found = (await client.call(listConversations, { query: { limit: 200 } })).items.find(({ contact }) => contact.name === name);
    if (!found) throw new Error(`no conversation of ${name}`);
    return found;
  };
  for (const story of stories.toReversed()) {
    const [firstName = story.name, lastName] = story.name.split(' ');
    const customer = telegram.createUser({
      firstName,
      ...(lastName && { lastName }),
      ...(story.username && { username: story.username }),
      ...(story.language && { languageCode: story.language }),
    });
    customers.set(story.name, customer);
    await tellStory(story, customer);
  }
  const come = comeTo(hub, workspaceId, channelId);
  fillSite(come, String(customers.get('Anna Petrova')?.id ?? 0));
  return { come, ada, boris, chen, client, asBoris, shopBot, consoleBot, channelId, departmentIds, customers, conversationOf };

  async function tellStory(story: Story, customer: EmulatedUser): Promise<void> {
    let conversation: ConversationView | null = null;
    let expected = 0;
    for (const [who, text] of story.lines) {
      if (who === 'in') {
        customer.sendText(shopBot, text);
        expected += 1;
        conversation = await heard(story, conversation, expected);
      } else if (conversation) {
        const message = await answering[story.assignee ?? 'ada'].call(sendMessage, {
          params: { conversationId: conversation.id },
          body: { kind: who === 'note' ? 'note' : 'text', text, force: true },
        });
        expected = message.seq;
      }
    }
    if (conversation) await settle(story, conversation.id);
    if (story.name === 'Anna Petrova') {
      const pictures = [
        [246, 215, 167],
        [106, 159, 224],
        [98, 181, 143],
      ] as const;
      customer.sendAlbum(
        shopBot,
        pictures.map(([r, g, b], n) => ({
          kind: 'photo' as const,
          bytes: drawPicture(320, 240, [r, g, b], [b, r, g]),
          name: `receipt-${n + 1}.png`,
          mime: 'image/png',
        })),
        { caption: 'Here are the receipts' },
      );
    }
  }

  /** The conversation once its customer's latest words are in it. */
  function heard(story: Story, known: ConversationView | null, seq: number): Promise<ConversationView> {
    return until(async () => {
      const found = known
        ? await client.call(getConversation, { params: { conversationId: known.id } })
        : await conversationOf(story.name).catch(() => null);
      return found && found.seq >= seq ? found : null;
    });
  }

  async function settle(story: Story, conversationId: string): Promise<void> {
    const params = { conversationId };
    if (story.tags ?? story.priority) {
      await asChen.call(updateConversation, {
        params,
        body: { ...(story.tags && { tags: [...story.tags] }), ...(story.priority && { priority: story.priority }) },
      });
    }
    if (story.assignee ?? story.department) {
      await asChen.call(assignConversation, {
        params,
        body: {
          agentId: story.assignee ? idOf[story.assignee] : null,
          ...(story.department && { departmentId: departmentIds[story.department] }),
        },
      });
    }
    if (story.status === 'closed') await asChen.call(closeConversation, { params });
    if (story.status === 'snoozed')
      await asChen.call(snoozeConversation, { params, body: { until: new Date(hub.now().getTime() + 20 * 3_600_000).toISOString() } });
  }
}

/** Asks again until there is an answer, for at most 20 s. */
export async function until<Value>(ask: () => Promise<Value | null | false | undefined>, what = 'it'): Promise<Value> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited 20 s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
