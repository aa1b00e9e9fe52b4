import { startVkEmulator } from '../../../bots/emulators/vk/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { connected } from './messenger.ts';
import { shownFile } from './shown-file.ts';
import type { MessengerStage, StartedMessenger } from './start-messengers.ts';

/** A community on an emulated VK, which the hub asks for news, and the customer's phone. */
export async function startVk(): Promise<StartedMessenger> {
  const emulator = await startVkEmulator();
  const community = emulator.createGroup({ name: 'Sunny Shop', screenName: 'sunny_shop' });

  return {
    environment: { VK_API_ROOT: emulator.url },
    stop: () => emulator.stop(),
    async connect({ client, customer }: MessengerStage) {
      const [firstName = customer, lastName = ''] = customer.split(' ');
      const person = emulator.createUser({ firstName, lastName });
      const settings = { accessToken: community.token };
      await client.call(addChannel, { body: { provider: 'vk', name: 'Sunny Shop in VK', settings } });
      const transcript = () => emulator.transcript(community, person);
      return {
        provider: 'vk',
        read: () => ({
          provider: 'vk',
          title: 'VK',
          ...connected,
          isTyping: community.look(person).typing !== undefined,
          lines: transcript().map(({ cmid, isOurs, text, files, geo, buttons }) => ({
            id: String(cmid),
            isMine: !isOurs,
            text,
            files: [...files.map(({ name, type }) => shownFile(type, name)), ...(geo ? [shownFile('location')] : [])],
            buttons: buttons.flat().map(({ title }) => title),
            reactions: [],
          })),
        }),
        writeText(text) {
          person.read(community);
          person.sendText(community, text);
        },
        sendFile({ name, mimeType, bytes }) {
          const file = { name, mimeType, bytes };
          if (mimeType.startsWith('image/')) person.sendPhoto(community, file);
          else if (mimeType.startsWith('audio/')) person.sendVoice(community, file);
          else person.sendDoc(community, file);
        },
        press(title) {
          const message = transcript().findLast(({ buttons }) => buttons.flat().some((button) => button.title === title));
          if (!message) throw new Error(`There is no button ${title}`);
          person.press(community, { peerId: person.id, cmid: message.cmid }, title);
        },
      };
    },
  };
}
