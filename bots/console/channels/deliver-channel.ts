import { z } from 'zod';
import { channelNews } from '../../../hub/api/facts.ts';
import { pressButton } from '../cards/keyboard.ts';
import type { Send } from '../desk-records.ts';
import type { DeskChannel } from '../desk-views.ts';
import { reasonWords } from './reason-words.ts';
import { noPreview, type Delivery } from '../sending/delivery.ts';

const channelData = z.object({ channelId: z.string(), news: channelNews, agentId: z.string().optional() });

/** A code is asked for so long. */
const waitMs = 15 * 60_000;

/** Says what became of a channel, if it is still so; asks for what its account waits for. */
export async function deliverChannel(delivery: Delivery, send: Send): Promise<void> {
  const { channelId, news, agentId } = channelData.parse(send.data);
  const channel = await delivery.parts.desk.channels.get(null, channelId);
  if (news === 'sign-in') return agentId === undefined ? undefined : askFor(delivery, send.chatId, channel, agentId);
  const isWell = channel.state === 'ok';
  if (isWell !== (news === 'well')) return;
  const { name } = channel;
  const reason = reasonWords(delivery.t, channel);
  const said = delivery.t(`channel.${channel.state === 'warning' ? 'warning' : news}`, { name, reason });
  await delivery.api.sendMessage(send.chatId, said, noPreview);
}

async function askFor({ api, t, parts }: Delivery, chatId: string, channel: DeskChannel, agentId: string): Promise<void> {
  const { id, name, signIn } = channel;
  if (!signIn) return;
  if (signIn.kind === 'qr') {
    const keyboard = { inline_keyboard: [[pressButton(t('button.show-qr'), 'signInShow', id)]] };
    await api.sendMessage(chatId, t('channel.sign-in-qr', { name }), { reply_markup: keyboard, ...noPreview });
    return;
  }
  if (signIn.kind === 'confirm') {
    const what = signIn.hint ?? (channel.reason ? reasonWords(t, channel) : undefined);
    await api.sendMessage(chatId, t('channel.sign-in-confirm', { name, hint: inBrackets(what) }), noPreview);
    return;
  }
  const hint = inBrackets(signIn.hint);
  const from = t(`channel.code-from.${signIn.from}`);
  const sent = await api.sendMessage(chatId, t('channel.sign-in-code', { name, from, hint }), {
    reply_markup: { force_reply: true },
    ...noPreview,
  });
  await parts.records.prompts.add({
    agentId,
    chatId,
    messageId: sent.message_id,
    kind: 'sign-in',
    awaitsText: true,
    data: { channelId: id },
    expiresAt: new Date(parts.now().getTime() + waitMs),
  });
}

function inBrackets(words: string | undefined): string {
  return words === undefined ? '' : ` (${words})`;
}
