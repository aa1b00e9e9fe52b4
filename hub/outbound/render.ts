import type { Location } from '../../bots/contract/content.ts';
import type { OutboundMessage } from '../../bots/contract/outbound.ts';
import { toMarkdown } from '../../bots/contract/rich-text.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import { openFile, getFile } from '../domain/file/open-file.ts';
import type { MessageRecord } from '../domain/timeline/model.ts';

/** A stored message as its adapter takes it; files are opened only when the adapter reads them. */
export function renderOutbound(
  hub: Pick<Hub, 'files'>,
  { kind }: Pick<ConnectedChannel, 'kind'>,
  message: MessageRecord,
  customerWroteAt: Date | null,
): OutboundMessage {
  const { chatId, format, buttons, replyTo, template } = message;
  const sentParts = partsThatArrived(message);
  const location = kind.abilities.location ? message.location : undefined;
  return {
    chatId,
    messageId: message._id.toHexString(),
    text: kind.abilities.location || !message.location ? message.text : withPlace(message, message.location),
    format,
    attachments: message.attachments.map(({ kind, name, mimeType, size, fileId }) => ({
      kind,
      name,
      mimeType,
      size,
      open: async () => {
        if (!fileId) throw new Error('an attachment of ours has no file');
        return openFile(hub, await getFile({ workspaceId: message.workspaceId }, fileId));
      },
    })),
    ...(location && { location }),
    ...(buttons && { buttons }),
    ...(replyTo?.externalId && { replyTo: replyTo.externalId }),
    ...(customerWroteAt && { customerWroteAt }),
    ...(template && { template }),
    ...(sentParts.length > 0 && { sentParts }),
  };
}

/** What an earlier try got out, up to the first part that its provider took and then failed on: parts go out in their order. */
function partsThatArrived({ parts }: Pick<MessageRecord, 'parts'>): { externalId: string }[] {
  const failed = parts.findIndex(({ state }) => state === 'failed');
  return parts.slice(0, failed < 0 ? undefined : failed).map(({ externalId }) => ({ externalId }));
}

/** A place for a channel that has none: its name and address, and a link to a map, below the text. */
function withPlace({ text, format }: Pick<MessageRecord, 'text' | 'format'>, place: Location): string {
  const { latitude, longitude, name, address } = place;
  const link = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const words = [name, address].filter(Boolean).join(', ');
  const described = [...(words ? [format === 'markdown' ? toMarkdown({ text: words, marks: [] }) : words] : []), link];
  return [...(text ? [text] : []), ...described].join('\n');
}
