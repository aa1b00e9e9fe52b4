import { z } from 'zod';
import { realLimits } from '../budgets.ts';
import { redeliver } from '../delivery/inbox.ts';
import { faultKinds } from '../faults.ts';
import { createBot } from '../world/users.ts';
import { route, type ControlRoute } from './route.ts';
import { viewBot, viewSnapshot } from './view.ts';

const limits = z.object({
  groupPerMinute: z.number().positive(),
  privatePerSecond: z.number().positive(),
  privateBurst: z.number().positive(),
  overallPerSecond: z.number().positive(),
});

/** The emulator itself: bots, faults, budgets, disorder, time, the log of calls. */
export const emulatorRoutes: readonly ControlRoute[] = [
  route('GET', 'state', {}, ({ core }) => viewSnapshot(core)),
  route(
    'POST',
    'bots',
    {
      username: z.string().min(1),
      name: z.string().optional(),
      token: z.string().optional(),
      canReadAllGroupMessages: z.boolean().optional(),
      hasTopicsEnabled: z.boolean().optional(),
    },
    ({ core }, body) => {
      const bot = createBot(core.world, body);
      return { ...viewBot(bot), token: bot.token };
    },
  ),
  route('GET', 'faults', {}, ({ core }) => core.faults.list()),
  route(
    'POST',
    'faults',
    {
      kind: z.enum(faultKinds),
      bot: z.union([z.number(), z.string()]).optional(),
      method: z.string().optional(),
      chatId: z.number().optional(),
      retryAfter: z.number().optional(),
      times: z.number().int().positive().optional(),
    },
    ({ core }, body) => core.faults.add(body),
  ),
  route('DELETE', 'faults', {}, ({ core }) => core.faults.clear()),
  route('DELETE', 'faults/:id', {}, ({ core, parameters }) => ({ removed: core.faults.remove(Number(parameters['id'])) })),
  route('PUT', 'limits', { limits: z.union([z.enum(['off', 'real']), limits]) }, ({ core }, body) => {
    core.budgets.limits = body.limits === 'real' ? realLimits : body.limits;
    return { limits: core.budgets.limits };
  }),
  route(
    'PUT',
    'delivery',
    {
      duplicates: z.number().int().min(0).optional(),
      shuffle: z.boolean().optional(),
      delayMs: z.number().min(0).optional(),
      retryMs: z.number().min(0).optional(),
    },
    ({ core }, body) => Object.assign(core.knobs, body),
  ),
  route('POST', 'clock', { advanceMs: z.number().min(0) }, ({ core }, { advanceMs }) => {
    core.world.clock.advance(advanceMs);
    return { now: new Date(core.world.clock.now()).toISOString() };
  }),
  route('POST', 'redeliver', { botId: z.number(), updateId: z.number() }, ({ core }, { botId, updateId }) => {
    const bot = core.world.botsById.get(botId);
    if (!bot) throw new Error(`There is no bot ${botId}`);
    redeliver(bot, updateId);
  }),
  route('GET', 'requests', {}, ({ core, query }) => core.requests.after(Number(query.get('after') ?? 0))),
];
