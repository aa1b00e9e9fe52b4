import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { InboundMessage } from '../../../bots/contract/inbound.ts';
import { language, type Language } from '../../api/fields.ts';
import { channelBot } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { ConversationRecord } from '../../domain/conversation/model.ts';
import { sendMessage } from '../../domain/conversation/sending/send-message.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';
import type { InboundTools } from '../receive-message.ts';

const carryTexts = z.strictObject({ carried: z.string(), used: z.string(), expired: z.string() });

const textsOf: Readonly<Record<Language, z.infer<typeof carryTexts>>> = { en: load('en'), ru: load('ru') };

function load(language: Language) {
  const file = new URL(`../../locales/${language}/carrying-on.json`, import.meta.url);
  return carryTexts.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Tells the customer that their conversation goes on here. */
export function tellCarried(hub: InboundTools, channel: ConnectedChannel, conversation: ConversationRecord, event: InboundMessage) {
  return tell(hub, channel, conversation, event, 'carried');
}

/** Tells the customer why a link did nothing. */
export function tellRefused(
  hub: InboundTools,
  channel: ConnectedChannel,
  conversation: ConversationRecord,
  event: InboundMessage,
  why: 'used' | 'expired',
) {
  return tell(hub, channel, conversation, event, why);
}

/** In the language of who pressed, else the workspace's; once for each press. What can't be said now would be no help later. */
async function tell(
  hub: InboundTools,
  channel: ConnectedChannel,
  conversation: ConversationRecord,
  { externalId, sender }: InboundMessage,
  key: keyof z.infer<typeof carryTexts>,
): Promise<void> {
  const own = language.safeParse(sender.language?.split('-')[0]?.toLowerCase());
  const spoken = own.success ? own.data : (await getWorkspace(channel.workspaceId)).language;
  const text = textsOf[spoken][key];
  const message = {
    kind: 'text' as const,
    text,
    format: 'plain' as const,
    attachments: [],
    clientId: `carry-on:${externalId}`,
    force: true,
  };
  try {
    await sendMessage(hub, channelBot(channel.workspaceId, channel.name), conversation._id.toHexString(), message);
  } catch (error) {
    if (!isHubError(error)) throw error;
    hub.log.warn({ err: error, channelId: channel.id.toHexString() }, 'a customer could not be told what came of a link');
  }
}
