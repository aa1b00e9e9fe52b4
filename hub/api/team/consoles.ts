import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment } from '../fields.ts';

/** How updates come from Telegram: fetched by the hub, or pushed to its public address. */
export const consoleDelivery = z.enum(['polling', 'webhook']);
export type ConsoleDelivery = z.infer<typeof consoleDelivery>;

/** Where conversations are shown: in agents' private chats, in topics of the bound group, or both. Without a working group: in private chats. */
export const consoleMode = z.enum(['private', 'topics', 'both']);
export type ConsoleMode = z.infer<typeof consoleMode>;

export const consoleAlertKind = z.enum([
  'nobody-on-duty',
  'nobody-reachable',
  'agent-unreachable',
  'group-problem',
  'send-failed',
  'token-refused',
  /** A customers' channel has been out of order for two minutes; the subject is its id. */
  'channel-broken',
]);
export type ConsoleAlertKind = z.infer<typeof consoleAlertKind>;

const bot = z.object({ id: z.string(), username: z.string(), name: z.string(), url: z.string() });
const chatId = z.string().regex(/^-?\d{1,20}$/, 'must be an id of a Telegram chat');

const escalateAfterMinutes = z.number().int().min(1).max(1440).nullable();
const deleteTopicsAfterDays = z.number().int().min(1).max(3650).nullable();

export const consoleView = z.object({
  id,
  bot,
  delivery: consoleDelivery,
  mode: consoleMode,
  /** Everybody is told again when nobody has taken a conversation after so long, and once more after three times as long; null: never. */
  escalateAfterMinutes,
  /** Topics are deleted so long after their conversation was closed; null: never. */
  deleteTopicsAfterDays,
  health: z.object({ state: z.enum(['ok', 'connecting', 'warning', 'failed']), reason: z.string().optional(), at: moment }),
  groups: z.array(
    z.object({
      chatId: z.string(),
      title: z.string(),
      language,
      isReplyOnly: z.boolean(),
      /** What is missing or wrong there, by Telegram's words; null while it works. */
      problem: z.string().nullable(),
    }),
  ),
  /** Seats with a linked Telegram account. */
  agents: z.array(
    z.object({
      agentId: id,
      name: z.string(),
      username: z.string().nullable(),
      linkedAt: moment,
      /** False once the agent blocked the bot. */
      isReachable: z.boolean(),
      isOnDuty: z.boolean(),
    }),
  ),
  /** What waits to be shown in Telegram, how long the oldest of it has been due, and what was given up. */
  outbox: z.object({ waiting: z.number().int(), oldestMs: z.number().int(), failed: z.number().int() }),
  alerts: z.array(z.object({ id, kind: consoleAlertKind, subject: z.string(), detail: z.string(), count: z.number().int(), at: moment })),
  createdAt: moment,
});
export type ConsoleView = z.infer<typeof consoleView>;

/** A one-time code inside a link; the code is shown only here. */
const oneTimeLink = z.object({ url: z.string(), code: z.string(), expiresAt: moment });

export const getConsole = endpoint({
  method: 'get',
  path: '/console',
  summary: "The team's Telegram bot: who is linked, how it does, what needs attention",
  access: 'console.view',
  view: consoleView,
});

export const connectConsole = endpoint({
  method: 'put',
  path: '/console',
  summary: "Connect the team's Telegram bot, or replace it; the token is checked with Telegram",
  access: 'console.manage',
  body: z.object({
    botToken: z
      .string()
      .trim()
      .regex(/^\d+:[\w-]+$/, 'must be a bot token from @BotFather'),
    delivery: consoleDelivery.default('polling'),
    mode: consoleMode.optional(),
  }),
  view: consoleView,
});

export const updateConsole = endpoint({
  method: 'patch',
  path: '/console',
  summary: 'Change where conversations are shown, how updates come, and what happens by the clock',
  access: 'console.manage',
  body: z
    .object({
      delivery: consoleDelivery.optional(),
      mode: consoleMode.optional(),
      escalateAfterMinutes: escalateAfterMinutes.optional(),
      deleteTopicsAfterDays: deleteTopicsAfterDays.optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: consoleView,
});

export const removeConsole = endpoint({
  method: 'delete',
  path: '/console',
  summary: "Remove the team's bot; linked accounts stay linked",
  access: 'console.manage',
});

export const createConsoleLink = endpoint({
  method: 'post',
  path: '/console/links',
  summary:
    "Make a one-time link (15 minutes) that joins a Telegram account to a seat: the caller's own, or a named one with console.manage",
  access: 'console.view',
  body: z.object({ agentId: id.optional() }).default({}),
  view: oneTimeLink,
  status: 201,
});

export const createConsoleGroupLink = endpoint({
  method: 'post',
  path: '/console/group-links',
  summary: 'Make a one-time link (15 minutes) by which a linked admin binds a forum group',
  access: 'console.manage',
  view: oneTimeLink,
  status: 201,
});

export const unlinkConsoleAgent = endpoint({
  method: 'delete',
  path: '/console/agents/:agentId',
  summary: "Part a seat from its Telegram account, at once: the caller's own, or another with console.manage",
  access: 'console.view',
  params: z.object({ agentId: id }),
});

export const setConsoleDuty = endpoint({
  method: 'put',
  path: '/console/agents/:agentId/duty',
  summary: 'Put an agent on or off duty',
  access: 'console.manage',
  params: z.object({ agentId: id }),
  body: z.object({ onDuty: z.boolean() }),
  view: consoleView,
});

export const updateConsoleGroup = endpoint({
  method: 'patch',
  path: '/console/groups/:chatId',
  summary: "Choose which messages of a group's topics go to customers: all of agents, or only replies to the bot's messages",
  access: 'console.manage',
  params: z.object({ chatId }),
  body: z.object({ isReplyOnly: z.boolean() }),
  view: consoleView,
});

export const removeConsoleGroup = endpoint({
  method: 'delete',
  path: '/console/groups/:chatId',
  summary: 'Part the console from a group; its topics stay as they are',
  access: 'console.manage',
  params: z.object({ chatId }),
});

export const replayConsoleUpdates = endpoint({
  method: 'post',
  path: '/console/parked/replay',
  summary: "Handle once more what came from the team's Telegram and could not be handled; it is done within seconds",
  access: 'console.manage',
  /** How many there were. */
  view: z.object({ parked: z.number().int() }),
});

export const dismissConsoleAlert = endpoint({
  method: 'delete',
  path: '/console/alerts/:alertId',
  summary: 'Take an alert off the list; it comes back when its cause does',
  access: 'console.manage',
  params: z.object({ alertId: id }),
});
