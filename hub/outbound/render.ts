import type { OutboundMessage } from '../../bots/contract/outbound.ts';
import type { Hub } from '../core/parts/hub.ts';
import { openFile, getFile } from '../domain/file/open-file.ts';
import type { MessageRecord } from '../domain/timeline/model.ts';

/** A stored message as its adapter takes it; files are opened only when the adapter reads them. */
export function renderOutbound(hub: Pick<Hub, 'files'>, message: MessageRecord): OutboundMessage {
  const { chatId, text, format, location, buttons, replyTo, template, parts } = message;
  return {
    chatId,
    messageId: message._id.toHexString(),
    text,
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
    ...(template && { template }),
    ...(parts.length > 0 && { sentParts: parts.map(({ externalId }) => ({ externalId })) }),
  };
}
