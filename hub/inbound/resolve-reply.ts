import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';

const quoteLength = 300;

/**
 * What a message answers: our record of it where we have one, else the provider's id and the quote. One database call, only for
 * messages that answer something.
 */
export async function resolveReply(channel: ConnectedChannel, event: InboundMessage): Promise<Pick<MessageRecord, 'replyTo' | 'choice'>> {
  const { replyTo, content, chatId } = event;
  if (!replyTo) return content.choice ? { choice: content.choice } : {};
  const target = replyTo.externalId === undefined ? null : await findTarget(channel, chatId, replyTo.externalId);
  const text = replyTo.text ?? target?.text.slice(0, quoteLength);
  return {
    replyTo: { messageId: target?._id ?? null, externalId: replyTo.externalId ?? null, ...(text !== undefined && { text }) },
    ...(content.choice && { choice: pressedButton(content.choice, target) }),
  };
}

function findTarget(channel: ConnectedChannel, chatId: string, externalId: string): Promise<MessageRecord | null> {
  return Message.findOne({ channelId: channel.id, chatId, 'parts.externalId': externalId }).lean<MessageRecord>().exec();
}

/** A button whose payload was too long for the provider comes back as its place in our message; there its payload still stands. */
function pressedButton(
  { buttonIndex, ...pressed }: NonNullable<MessageRecord['choice']>,
  target: MessageRecord | null,
): NonNullable<MessageRecord['choice']> {
  const button = buttonIndex === undefined ? undefined : target?.buttons?.[buttonIndex];
  return button && 'payload' in button ? { ...pressed, payload: button.payload, title: button.title } : pressed;
}
