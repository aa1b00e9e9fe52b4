import { onTestFinished } from 'vitest';
import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import type { TranscriptMessage } from '../../bots/emulators/telegram/transcript.ts';
import { createClient, type Client } from '../api/client.ts';
import { permission } from '../api/permissions.ts';
import { systemActor } from '../core/actor.ts';
import type { ObjectId } from '../core/ids.ts';
import { setDuty } from '../domain/agent/update-agent.ts';
import { addChannel } from '../domain/channel/add.ts';
import { connectConsole, removeConsole } from '../domain/console/connect.ts';
import { createAgentLink } from '../domain/console/linking.ts';
import { Console, consoleIdOf, type ConsoleRecord } from '../domain/console/model.ts';
import { buildAgent, buildToken, buildWorkspace, type AgentGiven, type BuiltAgent } from '../test/factories.ts';
import type { TestHub } from '../test/start-hub.ts';

/** An agent with a Telegram account. */
export interface LinkedAgent extends BuiltAgent {
  phone: EmulatedUser;
  /** What the agent sees in the private chat with the console bot. */
  sees(): TranscriptMessage[];
  /** The last message there that has a button with this text. */
  findButton(text: string): TranscriptMessage | undefined;
  /** Waits for such a message. */
  waitForButton(text: string): Promise<TranscriptMessage>;
  /** Waits for a message with these words, edited ones included. */
  waitForText(words: string): Promise<TranscriptMessage>;
  press(message: TranscriptMessage, text: string): ReturnType<EmulatedUser['press']>;
}

/** A console at work in a workspace of its own, with two bots. */
export interface ConsoleWorld {
  workspaceId: ObjectId;
  client: Client;
  customers: EmulatedBot;
  team: EmulatedBot;
  record(): Promise<ConsoleRecord>;
  disconnect(): Promise<void>;
  /** Connects the same bot again. */
  connect(): Promise<void>;
  link(name: string, given?: AgentGiven): Promise<LinkedAgent>;
}

let made = 0;

/** Connects a customers' bot and a console to the hub under test; both go when the test ends. */
export async function openConsole(under: TestHub): Promise<ConsoleWorld> {
  const { hub, telegram } = under;
  made += 1;
  const { _id: workspaceId } = await buildWorkspace(hub);
  const customers = telegram.createBot({ username: `shop_${made}_bot` });
  const team = telegram.createBot({ username: `desk_${made}_bot` });
  const actor = systemActor(workspaceId);
  await addChannel(hub, actor, { provider: 'telegram', name: 'Shop', settings: { botToken: customers.token } });
  await connectConsole(hub, actor, { botToken: team.token, delivery: 'polling' });

  onTestFinished(() => removeConsole(hub, actor));

  return {
    workspaceId,
    client: createClient({ baseUrl: under.url, token: await buildToken(hub, workspaceId, permission.options) }),
    customers,
    team,

    async disconnect() {
      await removeConsole(hub, actor);
    },

    async connect() {
      await connectConsole(hub, actor, { botToken: team.token, delivery: 'polling' });
    },

    async record() {
      const found = await Console.findById(consoleIdOf(workspaceId)).lean<ConsoleRecord | null>();
      if (!found) throw new Error('the console is gone');
      return found;
    },

    async link(name, given = {}) {
      const agent = await buildAgent(hub, { workspaceId, name, role: 'agent', ...given });
      const phone = telegram.createUser({ firstName: name });
      const linked = handOut(under, team, agent, phone);
      const { code } = await createAgentLink(hub, agent.actor, null);
      phone.openDeepLink(team, code);
      await linked.press(await linked.waitForButton('Confirm'), 'Confirm');
      await telegram.waitFor(() => linked.sees().some(({ from, isEdited, buttons }) => from.isBot && isEdited && buttons.length === 0), {
        what: 'the link',
      });
      await setDuty(hub, agent.actor, true);
      return linked;
    },
  };
}

function handOut({ telegram }: TestHub, team: EmulatedBot, agent: BuiltAgent, phone: EmulatedUser): LinkedAgent {
  const sees = () => telegram.transcript(phone.chatWith(team));
  const findButton = (text: string) => sees().findLast((message) => labelsOf(message).some((label) => label.includes(text)));
  return {
    ...agent,
    phone,
    sees,
    findButton,
    waitForButton: (text) =>
      telegram.waitFor(() => findButton(text), { what: `the button ${text} at ${phone.firstName}`, timeout: 20_000 }),
    waitForText: (words) =>
      telegram.waitFor(() => sees().findLast(({ text, caption }) => (text ?? caption ?? '').includes(words)), {
        what: `“${words}” at ${phone.firstName}`,
        timeout: 20_000,
      }),
    press: (message, text) => phone.press(message, labelOf(message, text)),
  };
}

/** The whole label of the button that has this text in it. */
function labelOf(message: TranscriptMessage, text: string): string {
  const found = labelsOf(message).find((label) => label.includes(text));
  if (found === undefined) throw new Error(`no button ${text} among ${labelsOf(message).join(', ')}`);
  return found;
}

function labelsOf({ buttons }: TranscriptMessage): string[] {
  return buttons.flat().map(({ text }) => text);
}
