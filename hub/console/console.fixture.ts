import { onTestFinished } from 'vitest';
import type { EmulatedBot } from '../../bots/emulators/telegram/actors/handles.ts';
import type { EmulatedUser } from '../../bots/emulators/telegram/actors/user.ts';
import type { TranscriptMessage } from '../../bots/emulators/telegram/transcript.ts';
import { systemActor } from '../core/actor.ts';
import { connectConsole } from '../domain/console/connect.ts';
import { createAgentLink, unlinkAgent } from '../domain/console/linking.ts';
import { setDuty } from '../domain/agent/update-agent.ts';
import { addChannel } from '../domain/channel/add.ts';
import { listenForConsole } from '../listeners/console.ts';
import type { BuiltAgent } from '../test/factories.ts';
import type { TestHub } from '../test/start-hub.ts';
import { startConsoles, type Consoles } from './start-consoles.ts';

/** An agent with a Telegram account. */
export interface LinkedAgent extends BuiltAgent {
  phone: EmulatedUser;
  /** What the agent sees in the private chat with the console bot. */
  sees(): TranscriptMessage[];
  /** The last message there that has a button with this text. */
  findButton(text: string): TranscriptMessage | undefined;
}

/** A console at work beside a hub, with its own two bots. */
export interface ConsoleWorld {
  customers: EmulatedBot;
  team: EmulatedBot;
  consoles: Consoles;
  /** Ends this process' console and starts another, as a restart does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  link(name: string, given?: Parameters<TestHub['addAgent']>[0]): Promise<LinkedAgent>;
}

let made = 0;

/** Connects a customers' bot and a console to the hub under test; both go when the test ends. */
export async function openConsole(under: TestHub): Promise<ConsoleWorld> {
  const { hub, telegram, workspaceId } = under;
  made += 1;
  const customers = telegram.createBot({ username: `shop_${made}_bot` });
  const team = telegram.createBot({ username: `desk_${made}_bot` });
  const actor = systemActor(workspaceId);
  await addChannel(hub, actor, { provider: 'telegram', name: 'Shop', settings: { botToken: customers.token } });
  await connectConsole(hub, actor, { botToken: team.token, delivery: 'polling' });

  let consoles = startConsoles(hub);
  let unlisten = listenForConsole(hub, consoles);
  async function stop(): Promise<void> {
    unlisten();
    await consoles.stop();
  }
  const linked: LinkedAgent[] = [];
  onTestFinished(async () => {
    await stop();
    for (const { actor: own, agent } of linked) await unlinkAgent(hub, own, agent._id);
  });

  return {
    customers,
    team,
    get consoles() {
      return consoles;
    },
    stop,
    async restart() {
      await stop();
      consoles = startConsoles(hub);
      unlisten = listenForConsole(hub, consoles);
    },

    async link(name, given = {}) {
      const agent = await under.addAgent({ name, role: 'agent', ...given });
      const phone = telegram.createUser({ firstName: name });
      const chat = phone.chatWith(team);
      const { code } = await createAgentLink(hub, agent.actor, null);
      phone.openDeepLink(team, code);
      const sees = () => telegram.transcript(chat);
      const findButton = (text: string) => sees().findLast(({ buttons }) => buttons.flat().some((button) => button.text.includes(text)));
      const question = await telegram.waitFor(() => findButton('Confirm'), { what: `the question whether ${name} is ${name}` });
      await phone.press(question, labelOf(question, 'Confirm'));
      await telegram.waitFor(() => sees().some(({ buttons, from, isEdited }) => from.isBot && isEdited && buttons.length === 0), { what: 'the link' });
      await setDuty(hub, agent.actor, true);
      const made: LinkedAgent = { ...agent, phone, sees, findButton };
      linked.push(made);
      return made;
    },
  };
}

/** The whole label of the button that has this text in it. */
export function labelOf(message: TranscriptMessage, text: string): string {
  const found = message.buttons.flat().find((button) => button.text.includes(text));
  if (!found) throw new Error(`no button ${text} among ${message.buttons.flat().map((button) => button.text).join(', ')}`);
  return found.text;
}
