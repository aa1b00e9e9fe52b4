import { z } from 'zod';
import type { PromptRecord } from '../desk-records.ts';
import type { DeskAgent, DeskConversation } from '../desk-views.ts';
import type { Translate } from '../console.ts';
import { pressButton } from '../cards/keyboard.ts';
import type { Parts } from '../parts.ts';
import { draft as draftSchema, type Draft, type DraftFile } from './draft.ts';
import { maxDownloadBytes } from './fetch-files.ts';
import { askAbout } from './say-about.ts';

/** A held message waits a day for the decision. */
const holdMs = 24 * 3_600_000;

/** Holds a message back and asks: Send anyway, Add as note, Discard. */
export async function holdDraft(parts: Parts, agent: DeskAgent, conversationId: string, draft: Draft, question: string): Promise<void> {
  const t = parts.texts[agent.language];
  const prompt = await keep(parts, agent, draft, { conversationId });
  const keyboard = [
    [pressButton(t('button.send-anyway'), 'sendAnyway', prompt.id), pressButton(t('button.as-note'), 'asNote', prompt.id)],
    [pressButton(t('button.discard'), 'discard', prompt.id)],
  ];
  await ask(parts, draft, prompt, question, keyboard);
}

/** Asks which conversation a message without a target is for: up to five that the agent may mean. */
export async function askToWhom(parts: Parts, agent: DeskAgent, draft: Draft): Promise<void> {
  const t = parts.texts[agent.language];
  const choices = await listChoices(parts, agent);
  if (choices.length === 0) {
    await askAbout(parts, draft, t('target.nobody'));
    return;
  }
  const prompt = await keep(parts, agent, draft, { choices: choices.map(({ id }) => id) });
  const buttons = choices.map((one, index) => [pressButton(`#${one.number} ${one.contact.name}`.slice(0, 60), 'sendTo', prompt.id, index)]);
  await ask(parts, draft, prompt, t('target.to-whom'), [...buttons, [pressButton(t('button.discard'), 'discard', prompt.id)]]);
}

/** An edit the channel can't carry out: offers the new words as a message of their own. */
export async function offerCorrection(parts: Parts, agent: DeskAgent, conversationId: string, draft: Draft): Promise<void> {
  const t = parts.texts[agent.language];
  const prompt = await keep(parts, agent, draft, { conversationId });
  await ask(parts, draft, prompt, t('edit.not-possible'), [
    [pressButton(t('button.correction'), 'correction', prompt.id), pressButton(t('button.ignore'), 'discard', prompt.id)],
  ]);
}

/** A held message as it was stored. */
export function readHeld(prompt: PromptRecord): { draft: Draft; choices: string[] } {
  return z.object({ draft: draftSchema, choices: z.array(z.string()).default([]) }).parse(prompt.data);
}

/** Why a file can't be passed on. */
export function fetchLimitText(t: Translate, file: DraftFile): string {
  return t('answer.file-too-large', { name: file.name, size: megabytes(file.size ?? 0), limit: megabytes(maxDownloadBytes) });
}

async function listChoices({ desk }: Parts, agent: DeskAgent): Promise<DeskConversation[]> {
  const mine = await desk.conversations.mine(agent.id, 5, 0);
  if (mine.items.length > 0) return mine.items;
  return (await desk.conversations.queue(agent.id, 5, 0)).items;
}

async function keep(
  parts: Parts,
  agent: DeskAgent,
  draft: Draft,
  target: { conversationId?: string; choices?: string[] },
): Promise<PromptRecord> {
  const { choices, ...place } = target;
  return parts.records.prompts.add({
    agentId: agent.id,
    chatId: draft.chatId,
    ...(draft.threadId === undefined ? {} : { threadId: draft.threadId }),
    kind: 'hold',
    awaitsText: false,
    ...place,
    data: { draft, ...(choices ? { choices } : {}) },
    expiresAt: new Date(parts.now().getTime() + holdMs),
  });
}

async function ask(
  parts: Parts,
  draft: Draft,
  prompt: PromptRecord,
  question: string,
  keyboard: ReturnType<typeof pressButton>[][],
): Promise<void> {
  const sent = await askAbout(parts, draft, question, { inline_keyboard: keyboard });
  await parts.records.prompts.update(prompt.id, { messageId: sent.message_id });
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10;
}
