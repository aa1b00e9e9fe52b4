import type { FactOf } from '../../api/facts.ts';
import type { Language } from '../../api/fields.ts';
import { channelBot } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { getConversation } from '../../domain/conversation/get.ts';
import { updateConversation } from '../../domain/conversation/update.ts';
import { updateContact } from '../../domain/data/contact/update-contact.ts';
import { confirmErasePayload, languagePayloads, parseCommand } from './command.ts';
import { pickText, readLanguages } from './languages.ts';
import { speak, type SpeakTools, type Speech } from './speak.ts';
import { textsOf } from './texts.ts';

/** What a conversation bears whose customer asks to be forgotten. */
export const eraseTag = 'erase-requested';

type Asked = FactOf<'message.received'>['data'];

/** Answers a customer's command where the channel's commands are on; the command itself stays a message like any other. */
export async function answerCommand(hub: SpeakTools, { data }: FactOf<'message.received'>): Promise<void> {
  const command = parseCommand(data.message);
  if (!command || data.conversation.contact.blocked) return;
  const channel = await hub.channels.find(data.conversation.channelId);
  if (!channel?.automatic.commands) return;
  const languages = await readLanguages(channel.workspaceId, data.conversation.contact.id);
  const texts = textsOf[languages[0]];
  const say = (speech: Pick<Speech, 'text' | 'buttons'>) => answer(hub, channel, data, speech);
  switch (command.name) {
    case 'help':
      return say({ text: texts.help });
    case 'privacy':
      return say({ text: channel.automatic.privacy ? pickText(channel.automatic.privacy, languages) : texts.privacy });
    case 'lang':
      return command.language ? setLanguage(hub, channel, data, command.language) : say(askLanguage(languages[0]));
    case 'erase':
      if (command.isConfirmed) return recordEraseRequest(hub, channel, data, languages[0]);
      return say({
        text: channel.kind.abilities.buttons ? texts.askErase : texts.askEraseByText,
        buttons: [{ title: texts.confirmErase, payload: confirmErasePayload }],
      });
  }
}

function answer(
  hub: SpeakTools,
  channel: ConnectedChannel,
  { conversation, message }: Asked,
  speech: Pick<Speech, 'text' | 'buttons'>,
): Promise<void> {
  return speak(hub, channel, { ...speech, conversationId: conversation.id, clientId: `command:${message.id}` });
}

function askLanguage(present: Language): Pick<Speech, 'text' | 'buttons'> {
  return {
    text: textsOf[present].askLanguage,
    buttons: [
      { title: 'English', payload: languagePayloads.en },
      { title: 'Русский', payload: languagePayloads.ru },
    ],
  };
}

async function setLanguage(hub: SpeakTools, channel: ConnectedChannel, asked: Asked, chosen: Language): Promise<void> {
  const actor = channelBot(channel.workspaceId, channel.name);
  try {
    await updateContact(hub, actor, asked.conversation.contact.id, { language: chosen });
  } catch (error) {
    // Erased meanwhile: there is nobody left to speak to.
    if (isHubError(error, 'contact.unknown')) return;
    throw error;
  }
  await answer(hub, channel, asked, { text: textsOf[chosen].languageSet });
}

/** Erasing is the team's decision: it gets a note and a tag to find the conversation by, and the customer is told so. */
async function recordEraseRequest(hub: SpeakTools, channel: ConnectedChannel, asked: Asked, customers: Language): Promise<void> {
  const { conversation, message } = asked;
  const actor = channelBot(channel.workspaceId, channel.name);
  const [teams] = (await readLanguages(channel.workspaceId, conversation.contact.id)).slice(-1);
  await speak(hub, channel, {
    conversationId: conversation.id,
    clientId: `erase-request:${message.id}`,
    kind: 'note',
    text: textsOf[teams ?? customers].eraseNote,
  });
  const { tags } = await getConversation(actor, conversation.id);
  if (!tags.includes(eraseTag)) await updateConversation(hub, actor, conversation.id, { tags: [...tags, eraseTag] });
  await answer(hub, channel, asked, { text: textsOf[customers].eraseAsked });
}
