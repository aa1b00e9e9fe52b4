import type { Middleware } from 'grammy';
import { language as languages, type Language } from '../../hub/api/fields.ts';
import type { ConsoleContext, Parts, Place } from './parts.ts';

/** Finds out who wrote, where, and in which language to answer. The seat is looked up on every update, so revoking works at once. */
export function describeContext({ desk, records, texts }: Parts): Middleware<ConsoleContext> {
  return async (ctx, next) => {
    const isAnonymous = isAnonymousPost(ctx);
    ctx.agent = ctx.from && !isAnonymous ? await desk.agents.findByTelegram(String(ctx.from.id)) : null;
    ctx.group = ctx.chat && ctx.chat.type !== 'private' ? await desk.groups.find(String(ctx.chat.id)) : null;
    ctx.language = ctx.agent?.language ?? ctx.group?.language ?? languageOf(ctx.from?.language_code);
    ctx.t = texts[ctx.language];
    // Replies inside General carry a thread id too; only is_topic_message tells a topic.
    const threadId = ctx.msg?.is_topic_message === true ? ctx.msg.message_thread_id : undefined;
    ctx.thread = threadId !== undefined && ctx.chat ? await records.threads.findByThread(String(ctx.chat.id), threadId) : null;
    ctx.place = placeOf(ctx, threadId !== undefined);
    await next();
  };
}

/** A post in the group's own name: its author can't be known, so it is never passed on. */
export function isAnonymousPost(ctx: ConsoleContext): boolean {
  return ctx.callbackQuery === undefined && ctx.msg?.sender_chat !== undefined;
}

function placeOf(ctx: ConsoleContext, isTopic: boolean): Place {
  if (ctx.chat?.type === 'private') return 'private';
  if (!ctx.group) return 'elsewhere';
  if (isTopic) return ctx.thread ? 'topic' : 'elsewhere';
  return 'lobby';
}

function languageOf(code: string | undefined): Language {
  return languages.safeParse(code?.slice(0, 2)).data ?? 'en';
}
