import { startTelegramEmulator } from '../../emulators/telegram/emulator.ts';
import type { EmulatedUser } from '../../emulators/telegram/actors/user.ts';
import type { TranscriptMessage } from '../../emulators/telegram/transcript.ts';
import type { DeskAgent } from '../desk-views.ts';
import { makeConsole } from './start-console.fixture.ts';

/** A console at work on an emulated Telegram, and Ann, a linked agent in her private chat. */
export async function startTestDesk() {
  const telegram = await startTelegramEmulator();
  const bot = telegram.createBot({ username: 'desk_bot' });
  const running = await makeConsole(telegram.url, bot.token);
  const ann = telegram.createUser({ firstName: 'Ann' });
  const annAgent = join(ann);
  await running.start();
  const { hub } = running;

  function join(user: EmulatedUser, more: Partial<DeskAgent> = {}): DeskAgent {
    user.openDeepLink(bot);
    return running.hub.addAgent({ name: user.firstName, userId: user.id, ...more });
  }

  /** What the bot shows in a private chat. */
  const seen = (user: EmulatedUser): TranscriptMessage[] => telegram.transcript(user.chatWith(bot)).filter(({ from }) => from.isBot);

  return {
    telegram,
    bot,
    ...running,
    ann,
    annAgent,
    join,
    seen,
    /** Waits for a message of the bot with these words. */
    shown: (user: EmulatedUser, words: string): Promise<TranscriptMessage> =>
      telegram.waitFor(() => seen(user).findLast(({ text, caption }) => (text ?? caption ?? '').includes(words)), { what: words }),
    /** Waits until every update is handled and every send is out. */
    async quiet(): Promise<void> {
      await telegram.waitFor(() => telegram.pendingUpdates(bot) === 0, { what: 'updates to be handled' });
      await running.pump.idle();
    },
    sentTexts: (): string[] => hub.messages.filter(({ kind, direction }) => kind === 'text' && direction === 'out').map(({ text }) => text),
    notes: (): string[] => hub.messages.filter(({ kind }) => kind === 'note').map(({ text }) => text),
    async end(): Promise<void> {
      await running.stop();
      await telegram.stop();
      if (running.pump.faults.length > 0)
        throw new Error('A send failed with something else than a refusal', { cause: running.pump.faults[0] });
    },
  };
}

/** What `startTestDesk` gives. */
export type TestDesk = Awaited<ReturnType<typeof startTestDesk>>;
