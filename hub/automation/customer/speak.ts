import type { Button } from '../../../bots/contract/content.ts';
import { channelBot } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { sendMessage } from '../../domain/conversation/sending/send-message.ts';

export type SpeakTools = Pick<
  Hub,
  'announcer' | 'secrets' | 'now' | 'baseUrl' | 'timelines' | 'channels' | 'wake' | 'step' | 'config' | 'log' | 'facts'
>;

/** What is said by itself, under a key made from what it answers: the same twice is one message. */
export interface Speech {
  conversationId: string;
  clientId: string;
  text: string;
  /** Left out where the channel has none. */
  buttons?: Button[];
  /** A note is for the team only. */
  kind?: 'text' | 'note';
}

/**
 * Says something in the channel's own name: queued, receipted and on the timeline like any message, but nobody's answer. What can't
 * be said (a closed window, a removed channel) is only logged: trying again would end the same way.
 */
export async function speak(
  hub: SpeakTools,
  channel: ConnectedChannel,
  { conversationId, kind = 'text', ...speech }: Speech,
): Promise<void> {
  const { clientId, text } = speech;
  const buttons = channel.kind.abilities.buttons ? speech.buttons : undefined;
  const message = { kind, text, format: 'plain' as const, attachments: [], clientId, force: true, ...(buttons && { buttons }) };
  try {
    await sendMessage(hub, channelBot(channel.workspaceId, channel.name), conversationId, message);
  } catch (error) {
    if (!isHubError(error)) throw error;
    hub.log.warn({ err: error, conversationId, clientId }, 'a customer could not be told something by itself');
  }
}
