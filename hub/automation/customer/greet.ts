import type { FactOf } from '../../api/facts.ts';
import { pickText, readLanguages } from './languages.ts';
import { speak, type SpeakTools } from './speak.ts';

/** A fact told again long after (a hub that was down) is not answered as if it were new. */
const lateMs = 10 * 60_000;

/** Greets a customer who opened a conversation, once per conversation, where the channel has a greeting. */
export async function greet(hub: SpeakTools, { data: { conversation }, at }: FactOf<'conversation.opened'>): Promise<void> {
  const channel = await hub.channels.find(conversation.channelId);
  const greeting = channel?.automatic.greeting;
  if (!channel || !greeting || conversation.contact.blocked || conversation.unreachable) return;
  if (hub.now().getTime() - at.getTime() > lateMs) return;
  const languages = await readLanguages(channel.workspaceId, conversation.contact.id);
  await speak(hub, channel, {
    conversationId: conversation.id,
    clientId: `greeting:${conversation.id}`,
    text: pickText(greeting, languages).replaceAll('{number}', String(conversation.number)),
  });
}
