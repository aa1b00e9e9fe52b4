import { setTimeout as wait } from 'node:timers/promises';
import { ChannelError } from '../../contract/error.ts';
import type { AccountSession } from '../session/session.ts';
import type { Piece } from './plan.ts';

/** Milliseconds a person takes per character, at least and at most for a message. */
const perCharacterMs = 25;
const leastMs = 400;
const mostMs = 3000;

/** Types before a message is sent, as long as a quick person would; `haste` shortens it. WhatsApp closes accounts that answer like machines. */
export function createPace(session: AccountSession, haste: number): (chatId: string, piece: Piece) => Promise<void> {
  return async (chatId, piece) => {
    const words = piece.type === 'text' ? piece.text : piece.type === 'file' ? (piece.caption ?? '') : '';
    const ms = Math.min(mostMs, leastMs + words.length * perCharacterMs) * (0.7 + Math.random() * 0.6);
    const isRecording = piece.type === 'file' && piece.attachment.kind === 'voice';
    try {
      await session.call('typing', { chatId, isRecording }, { repeatable: true, timeoutMs: 10_000 });
    } catch (error) {
      // Nothing was sent yet; a chat that does not show us typing may take a message all the same.
      if (error instanceof ChannelError && (error.isRetryable || error.reason === 'account-restricted')) throw error;
    }
    await wait(ms / haste);
  };
}
