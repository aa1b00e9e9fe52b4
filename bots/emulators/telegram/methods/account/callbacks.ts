import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import type { CallbackQuery, InlineQuery, World } from '../../world/state.ts';
import { emit } from '../../world/world.ts';
import { method, type Method } from '../method.ts';
import { flag, integer, json, string } from '../params.ts';

/** How long a press or an inline query can be answered, in milliseconds (telegraf#1839). */
const queryLifetimeMs = 15_000;

/** Answers to presses and inline queries. */
export const answerMethods: Record<string, Method> = {
  answerCallbackQuery: method(
    {
      callback_query_id: string,
      text: string.optional(),
      show_alert: flag.default(false),
      url: z.string().optional(),
      cache_time: integer.optional(),
    },
    ({ world, bot }, parameters) => {
      if ((parameters.text?.length ?? 0) > 200) throw badRequest('MESSAGE_TOO_LONG');
      const query = takeQuery(world, world.callbackQueries.get(parameters.callback_query_id), bot.user.id);
      const answer = { text: parameters.text, showAlert: parameters.show_alert, url: parameters.url };
      // A second answer is accepted by Telegram and shown to nobody.
      if (query.answer) return true;
      query.answer = answer;
      query.settle(answer);
      emit(world, { type: 'callback-answer', query, answer });
      return true;
    },
  ),
  answerInlineQuery: method(
    {
      inline_query_id: string,
      results: json(z.array(z.looseObject({ type: z.string(), id: z.string() }))),
      cache_time: integer.default(300),
      is_personal: flag.default(false),
      next_offset: z.string().optional(),
      button: json(z.looseObject({ text: z.string() })).optional(),
    },
    ({ world, bot }, parameters) => {
      const query = takeQuery(world, world.inlineQueries.get(parameters.inline_query_id), bot.user.id);
      const { results } = parameters;
      if (results.length > 50) throw badRequest('RESULTS_TOO_MUCH');
      if (results.some(({ id }) => Buffer.byteLength(id) < 1 || Buffer.byteLength(id) > 64)) throw badRequest('RESULT_ID_INVALID');
      if (new Set(results.map(({ id }) => id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
      world.inlineQueries.delete(query.id);
      query.settle({
        results,
        button: parameters.button,
        nextOffset: parameters.next_offset,
        isPersonal: parameters.is_personal,
        cacheTime: parameters.cache_time,
      });
      return true;
    },
  ),
};

function takeQuery<Query extends CallbackQuery | InlineQuery>(world: World, query: Query | undefined, botId: number): Query {
  if (!query || query.bot.user.id !== botId || world.clock.now() - query.askedAt > queryLifetimeMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return query;
}
