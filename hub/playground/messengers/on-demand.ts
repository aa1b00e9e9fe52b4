import type { Client } from '../../api/client.ts';
import { addChannel, getChannel, removeChannel, type SignInView } from '../../api/customers/channels.ts';
import type { Messenger, OpenApp } from './messenger.ts';
import type { MessengerStage } from './start-messengers.ts';

/** An account that nobody has connected yet, since it costs a process of its own. */
export interface WaitingAccount {
  provider: string;
  title: string;
  channel: { name: string; settings: Record<string, unknown> };
  /** Does what the account's owner would at each step of the sign-in. */
  signIn(step: SignInView): void;
  /** What the customer sees and does once it is connected; it has no buttons. */
  app: OpenApp;
}

const longestMs = 120_000;

/** An app that is connected when the page asks for it: until then its view says so, and what kept it from being connected. */
export function onDemand({ client }: MessengerStage, account: WaitingAccount): Messenger {
  const { provider, title, app } = account;
  let link: 'off' | 'starting' | 'on' = 'off';
  let problem: string | null = null;
  const opened = (): OpenApp => {
    if (link !== 'on') throw new Error(`${title} is not connected yet`);
    return app;
  };

  return {
    provider,
    read: () => {
      const seen = link === 'on' ? { isTyping: app.isTyping(), lines: app.lines() } : { isTyping: false, lines: [] };
      return { ...{ provider, title, isUnofficial: true, link, problem }, ...seen };
    },
    writeText: (text) => opened().writeText(text),
    sendFile: (file) => opened().sendFile(file),
    press(button) {
      throw new Error(`There is no button ${button}`);
    },
    connect() {
      if (link !== 'off') return;
      link = 'starting';
      problem = null;
      connectAccount(client, account).then(
        () => (link = 'on'),
        (error: unknown) => {
          link = 'off';
          problem = error instanceof Error ? error.message : String(error);
        },
      );
    },
  };
}

/** Resolves once the account works; else the channel is taken away again, so that it can be tried anew. */
async function connectAccount(client: Client, { provider, channel, signIn }: WaitingAccount): Promise<void> {
  const { id: channelId } = await client.call(addChannel, { body: { provider, ...channel } });
  const params = { channelId };
  const end = Date.now() + longestMs;
  let answered = '';
  for (;;) {
    const { health } = await client.call(getChannel, { params });
    if (health.state === 'ok') return;
    if (health.state === 'failed' || Date.now() > end) {
      await client.call(removeChannel, { params });
      throw new Error(health.reason ?? 'It took too long');
    }
    const step = JSON.stringify(health.signIn ?? null);
    if (health.signIn && step !== answered) {
      answered = step;
      signIn(health.signIn);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
