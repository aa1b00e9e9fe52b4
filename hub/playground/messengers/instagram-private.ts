import { startInstagramPrivateEmulator } from '../../../bots/emulators/instagram-private/emulator.ts';
import { onDemand } from './on-demand.ts';
import { shownFile } from './shown-file.ts';
import type { StartedMessenger } from './start-messengers.ts';

/** An account on an emulated Instagram as its app sees it; it signs in once the page wants it connected. */
export async function startInstagramPrivate(): Promise<StartedMessenger> {
  const emulator = await startInstagramPrivateEmulator();
  const [username, password] = ['sunny.shop.app', 'a password of the shop'];
  const account = emulator.createAccount({ username, password, fullName: 'Sunny Shop' });

  return {
    environment: { INSTAGRAM_APP_ROOT: emulator.url },
    stop: () => emulator.stop(),
    connect(stage) {
      const person = emulator.createPerson(account, {
        username: stage.customer.toLowerCase().replaceAll(/\W+/g, '.'),
        fullName: stage.customer,
      });
      const messenger = onDemand(stage, {
        provider: 'instagram-private',
        title: 'Instagram (app)',
        channel: { name: 'Sunny Shop in the Instagram app', settings: { username, password } },
        // This account has no second step.
        signIn: () => undefined,
        app: {
          isTyping: () => false,
          lines: () =>
            emulator.transcript(person).map(({ id, userId, type, body, reactions }) => ({
              id,
              isMine: userId === person.id,
              text: typeof body['text'] === 'string' ? body['text'] : '',
              files: type === 'text' || type === 'link' ? [] : [shownFile(isFilm(body) ? 'video' : type === 'media' ? 'photo' : type)],
              buttons: [],
              reactions: reactions.map(({ emoji }) => emoji),
            })),
          writeText(text) {
            person.see();
            person.text(text);
          },
          sendFile({ mimeType, bytes }) {
            if (mimeType.startsWith('image/')) person.photo({ mimeType, bytes });
            else if (mimeType.startsWith('audio/')) person.voice({ mimeType, bytes });
            else throw new Error('Instagram takes pictures and voice only');
          },
        },
      });
      return Promise.resolve(messenger);
    },
  };
}

/** True for a body of Instagram's whose media is a film: both kinds are called media. */
function isFilm({ media }: Record<string, unknown>): boolean {
  return typeof media === 'object' && media !== null && 'video_versions' in media;
}
