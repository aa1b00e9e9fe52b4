import { z } from 'zod';
import { ChannelError } from '../../contract/error.ts';
import type { OutboundMessage, SendResult, SentPart } from '../../contract/outbound.ts';
import { sayWhy } from '../../contract/reason.ts';
import type { Account } from '../account/account.ts';
import { CallFailed, toChannelError } from '../errors.ts';
import { rest } from '../account/rest.ts';
import { anId } from '../inbox/signs.ts';
import { whyStopped } from '../sign-in/stopped.ts';
import { findSent } from './find-sent.ts';
import { planMessage } from './plan.ts';
import type { Piece } from './plan.ts';
import { uploadFile } from './upload.ts';

const acknowledged = z.object({ payload: z.object({ item_id: anId }) });
const acknowledgedList = z.object({ message_metadata: z.array(z.object({ item_id: anId })).min(1) });

/** How long a message waits while the account is not ready, in milliseconds. */
const askAgainMs = 60_000;
const notSignedIn = 'The Instagram account is not signed in yet';

/** Sends a message of ours piece by piece, at a person's pace; those of an earlier try (`sentParts`) are left out. */
export async function sendMessage(account: Account, message: OutboundMessage): Promise<SendResult> {
  const pieces = planMessage(message);
  requireReady(account);
  const parts: SentPart[] = [...(message.sentParts ?? [])];
  for (const [place, piece] of pieces.entries()) {
    if (place < parts.length) continue;
    try {
      parts.push({ externalId: await sendPiece(account, message, piece, [place, pieces.length]) });
    } catch (error) {
      throw withProgress(account, error, parts);
    }
  }
  return { parts };
}

/** Nothing is sent by an account that is not signed in; what waits is kept, and goes out once it is. Throws ChannelError. */
export function requireReady(account: Account): void {
  if (account.isReady()) return;
  const { stopped, waiting } = account.kept;
  if (stopped) throw new ChannelError('auth-expired', { why: whyStopped(stopped) });
  if (waiting) throw new ChannelError('auth-expired', { why: sayWhy('instagram-code') });
  throw new ChannelError('transient', {
    detail: notSignedIn,
    retryAfterMs: account.pacing.afterFailure(1, false) > 1000 ? askAgainMs : 300,
  });
}

async function sendPiece(account: Account, message: OutboundMessage, piece: Piece, [place, count]: [number, number]): Promise<string> {
  const context = account.own.make(message.messageId, place, count);
  const before = account.recent.sentAs(context);
  if (before !== undefined) return before;
  await acceptRequest(account, message.chatId);
  const content =
    piece.type === 'text' ? { item: 'text', form: { text: piece.text } } : await whileNothingIsSent(uploadFile(account, piece));
  await rest(account.pacing.beforeSending(piece.type === 'text' ? piece.text.length : 0));
  const form = {
    ...content.form,
    client_context: context,
    mutation_token: context,
    offline_threading_id: context,
    ...(place === 0 && replyOf(account, message)),
  };
  try {
    const answer: unknown = await account.call((ig) =>
      ig.directThread.broadcast({ threadIds: [message.chatId], item: content.item, form }),
    );
    return noted(account, readId(answer), context);
  } catch (error) {
    // A lost answer, or one that says nothing: the chat itself tells whether the message is in it.
    const isDoubtful = error instanceof CallFailed && (error.trouble.kind === 'no-answer' || error.trouble.kind === 'server');
    const found = isDoubtful ? await findSent(account, message.chatId, context) : undefined;
    if (found === undefined) throw error;
    return noted(account, found, context);
  }
}

function noted(account: Account, id: string, clientContext: string): string {
  account.recent.note({ id, clientContext });
  account.activeAt = account.context.now().getTime();
  return id;
}

function readId(answer: unknown): string {
  const id = acknowledged.safeParse(answer).data?.payload.item_id ?? acknowledgedList.safeParse(answer).data?.message_metadata[0]?.item_id;
  if (id === undefined) throw new CallFailed({ kind: 'no-answer', words: 'Instagram did not say under which id it sent the message' });
  return id;
}

/** A message request is taken with the first reply, as in the app. */
async function acceptRequest(account: Account, chatId: string): Promise<void> {
  const cursor = account.kept.inbox.threads[chatId];
  if (!cursor?.isPending) return;
  await whileNothingIsSent(account.call((ig) => ig.directThread.approve(chatId)));
  cursor.isPending = false;
}

/** An answer that is lost here is no doubt: nothing was sent yet. */
async function whileNothingIsSent<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    if (error instanceof CallFailed && error.trouble.kind === 'no-answer') throw new CallFailed({ ...error.trouble, kind: 'not-sent' });
    throw error;
  });
}

function replyOf({ recent }: Account, { replyTo }: OutboundMessage): Record<string, string> {
  if (replyTo === undefined) return {};
  const context = recent.contextOf(replyTo);
  return {
    replied_to_item_id: replyTo,
    replied_to_action_source: 'swipe',
    ...(context !== undefined && { replied_to_client_context: context }),
  };
}

/** The same refusal, with what did go out before it; one that concerns the session makes the listening loop look at once. */
function withProgress(account: Account, error: unknown, sentParts: SentPart[]): ChannelError {
  const failure = error instanceof CallFailed ? fromTrouble(account, error) : error;
  if (!(failure instanceof ChannelError)) throw failure;
  return failure.withProgress(sentParts);
}

/** A session that ended holds the message up until a person has put it right: it is not lost. */
export function fromTrouble(account: Account, { trouble }: CallFailed): ChannelError {
  if (trouble.kind === 'logged-out' || trouble.kind === 'checkpoint' || trouble.kind === 'old-version') {
    account.lookNow();
    return new ChannelError('transient', { detail: 'Instagram wants the account to sign in again', retryAfterMs: 1000 });
  }
  if (trouble.kind === 'disabled') account.lookNow();
  return toChannelError(trouble, { repeatable: false });
}
