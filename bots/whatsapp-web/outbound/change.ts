import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { readExternalId } from '../ids.ts';
import type { AccountSession } from '../session/session.ts';
import type { MessageRef } from '../worker/protocol.ts';
import { planMessage } from './plan.ts';

const safely = { repeatable: true };

/** Changes the words of a sent message in place: its texts, or its caption. Words that now need more or fewer messages than went out are refused. */
export async function editMessage(session: AccountSession, parts: string[], message: OutboundMessage): Promise<void> {
  const pieces = planMessage(message);
  if (pieces.length !== parts.length) {
    throw new ChannelError('invalid-content', { detail: `The new text needs ${pieces.length} messages, ${parts.length} went out` });
  }
  for (const [place, piece] of pieces.entries()) {
    const text = piece.type === 'text' ? piece.text : piece.type === 'file' ? piece.caption : undefined;
    if (text !== undefined) await session.call('edit', { message: requireRef(parts[place]), text }, safely);
  }
}

/** Deletes messages of ours for everybody; one that is gone already is deleted. */
export async function deleteMessages(session: AccountSession, parts: string[]): Promise<void> {
  for (const part of parts) await session.call('delete', { message: requireRef(part) }, safely);
}

/** Puts our reaction on a message; null takes it back. */
export async function setReaction(session: AccountSession, externalId: string, emoji: string | null): Promise<void> {
  await session.call('react', { message: requireRef(externalId), emoji: emoji ?? '' }, safely);
}

function requireRef(externalId: string | undefined): MessageRef {
  const ref = readExternalId(externalId ?? '');
  if (!ref) throw new ChannelError('invalid-content', { detail: 'This is no message of WhatsApp Web' });
  return ref;
}
