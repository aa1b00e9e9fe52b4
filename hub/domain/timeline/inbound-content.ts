import type { InboundAttachment, InboundContent } from '../../../bots/contract/content.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { ObjectId } from '../../core/ids.ts';
import type { AttachmentRecord, MessageRecord } from './model.ts';

/** The rarer parts of a message's content, present only where the event has them. */
export function contentExtras(content: InboundContent): Partial<MessageRecord> {
  const { location, contacts, choice, forwarded, referral, shared, unsupported, unsupportedType } = content;
  return {
    ...(location && { location }),
    ...(contacts && { contacts }),
    ...(choice && { choice }),
    ...(forwarded && { forwarded }),
    ...(referral && { referral }),
    ...(shared && { shared }),
    ...(unsupported && { unsupported }),
    ...(unsupportedType && { unsupportedType }),
  };
}

/** A file as its message announces it: to be fetched, or known to be too large from the start. */
export function announcedAttachment(channel: Pick<ConnectedChannel, 'kind'>, attachment: InboundAttachment): AttachmentRecord {
  const { kind, ref, name, mimeType, size, variant, durationSeconds } = attachment;
  const limit = channel.kind.abilities.attachments[kind]?.maxInBytes ?? Infinity;
  return {
    _id: new ObjectId(),
    kind,
    name: name ?? '',
    mimeType: mimeType ?? 'application/octet-stream',
    size: size ?? 0,
    state: (size ?? 0) > limit ? 'too-large' : 'pending',
    ref,
    ...(variant && { variant }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    attempts: 0,
  };
}
