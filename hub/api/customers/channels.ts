import { z } from 'zod';
import { messageTemplate } from '../../../bots/contract/template.ts';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { abilitiesView } from './abilities.ts';

/** What a person has to do before an account can be used: scan a code, type one, or confirm in the provider's app. */
export const signInView = z.discriminatedUnion('kind', [
  /** `value` is what the picture says; a new one takes its place every minute or so. */
  z.object({ kind: z.literal('qr'), value: z.string(), expiresAt: moment.optional() }),
  /** `hint` says where the code went, as the provider masks it. */
  z.object({ kind: z.literal('code'), from: z.enum(['authenticator', 'sms', 'email', 'other']), hint: z.string().optional() }),
  z.object({ kind: z.literal('confirm'), hint: z.string().optional() }),
]);
export type SignInView = z.infer<typeof signInView>;

/** Why a channel is out of order: a sentence in English, and what says it in any other language. */
export const reasonView = z.object({
  reason: z.string().optional(),
  reasonCode: z
    .string()
    .optional()
    .describe(
      'Names the reason, such as vk-no-files; absent where only a sentence is known. Further codes may come: show the sentence then.',
    ),
  reasonValues: z
    .record(z.string(), z.string())
    .optional()
    .describe("What the code's sentence is filled with, by name: an address, a day, a provider's own words."),
});
export type ReasonView = z.infer<typeof reasonView>;

export const channelHealth = reasonView.extend({
  state: z.enum(['ok', 'connecting', 'warning', 'failed', 'paused']),
  /** Since when it has been out of order (failed or connecting). */
  since: moment.optional(),
  /** While it waits for a person; only for who may change channels. */
  signIn: signInView.optional(),
  /** When the credentials end unless they are renewed. */
  credentialsExpireAt: moment.optional(),
});

/** A text in one or both languages of the product; `{number}` in it becomes the conversation's number. */
export const spokenText = z
  .strictObject({ en: z.string().trim().min(1).max(1000).optional(), ru: z.string().trim().min(1).max(1000).optional() })
  .refine((texts) => texts.en !== undefined || texts.ru !== undefined, 'needs a text in en or ru');
export type SpokenText = z.infer<typeof spokenText>;

/** What a channel says to its customers by itself. All of it is off until somebody sets it. */
export const automaticMessages = z.object({
  /** Once per conversation, when the customer opens it. */
  greeting: spokenText.nullable(),
  /** Half a minute after the team closed a conversation, unless it was opened again. */
  closedNotice: spokenText.nullable(),
  /** Whether /help, /privacy, /delete_my_data and /lang are answered. */
  commands: z.boolean(),
  /** What /privacy answers; null: a general sentence. */
  privacy: spokenText.nullable(),
});
export type AutomaticMessages = z.infer<typeof automaticMessages>;

export const channelView = automaticMessages.extend({
  id,
  provider: z.string(),
  name: z.string(),
  /** Where the provider pushes to, when it does. */
  webhookUrl: z.string(),
  account: z.object({ externalId: z.string(), name: z.string(), username: z.string().optional(), url: z.string().optional() }).nullable(),
  health: channelHealth,
  newAfterClosedHours: z.number().nullable(),
  /** The department in whose queue its conversations begin. */
  departmentId: id.nullable(),
  lastInboundAt: moment.nullable(),
  /** Milliseconds that the last message took from the provider's clock until it was stored; null: none came yet. */
  inboundLagMs: z.number().int().nullable(),
  /** What became of messages of ours in the last hour. */
  lastHour: z.object({ sent: z.number().int(), failed: z.number().int() }),
  lastOutboundAt: moment.nullable(),
  /** Conversations with something left to send, counted up to 1,000; only where channels are read. */
  waitingConversations: z.number().int().optional(),
  createdAt: moment,
});
export type ChannelView = z.infer<typeof channelView>;

const params = z.object({ channelId: id });
const name = z.string().trim().min(1).max(100);
const settings = z.record(z.string(), z.unknown());
const newAfterClosedHours = z.number().min(0).max(8760).nullable();

export const providerView = z.object({
  provider: z.string(),
  title: z.string(),
  /** Its one channel is made by the hub: not to be added or removed. */
  isBuiltIn: z.boolean(),
  /** The provider does not allow such connections and may close the account. */
  isUnofficial: z.boolean(),
  abilities: abilitiesView,
  /** JSON Schema of the settings. */
  settings: z.record(z.string(), z.unknown()),
  secretSettings: z.array(z.string()),
});
export type ProviderView = z.infer<typeof providerView>;

export const listProviders = endpoint({
  method: 'get',
  path: '/providers',
  summary: 'Every kind of platform there is, with what it can do',
  access: 'channel.view',
  view: z.object({ items: z.array(providerView) }),
});

export const listChannels = endpoint({
  method: 'get',
  path: '/channels',
  summary: 'Connected accounts, oldest first',
  access: 'channel.view',
  query: paging,
  view: pageOf(channelView),
});

export const addChannel = endpoint({
  method: 'post',
  path: '/channels',
  summary: 'Connect an account: checks the credentials with the provider and sets up its side',
  access: 'channel.manage',
  body: z.object({
    provider: z.string().min(1).max(50),
    name: name.optional(),
    settings,
    newAfterClosedHours: newAfterClosedHours.optional(),
    departmentId: id.nullable().optional(),
  }),
  view: channelView,
  status: 201,
});

export const getChannel = endpoint({
  method: 'get',
  path: '/channels/:channelId',
  summary: 'One connected account',
  access: 'channel.view',
  params,
  view: channelView,
});

export const updateChannel = endpoint({
  method: 'patch',
  path: '/channels/:channelId',
  summary:
    'Change name, settings, pause, department, the rule for closed conversations or what customers are told; new settings are checked first',
  access: 'channel.manage',
  params,
  body: z
    .object({
      name: name.optional(),
      settings: settings.optional(),
      isPaused: z.boolean().optional(),
      newAfterClosedHours: newAfterClosedHours.optional(),
      departmentId: id.nullable().optional(),
      ...automaticMessages.partial().shape,
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: channelView,
});

export const testChannel = endpoint({
  method: 'post',
  path: '/channels/:channelId/test',
  summary: 'Check the account with the provider now',
  access: 'channel.manage',
  params,
  view: channelView,
});

export const answerSignIn = endpoint({
  method: 'post',
  path: '/channels/:channelId/sign-in',
  summary: 'Give the code that the account waits for',
  access: 'channel.manage',
  params,
  body: z.object({ code: z.string().trim().min(1).max(100) }),
  view: channelView,
});

export const signOut = endpoint({
  method: 'post',
  path: '/channels/:channelId/sign-out',
  summary: 'Forget the session of an account that signed in, so that it signs in anew',
  access: 'channel.manage',
  params,
  view: channelView,
});

export const listTemplates = endpoint({
  method: 'get',
  path: '/channels/:channelId/templates',
  summary: 'Texts that the provider approved for this account, or has not yet; only the approved ones can be sent',
  access: 'channel.view',
  params,
  view: z.object({ items: z.array(messageTemplate) }),
});

export const removeChannel = endpoint({
  method: 'delete',
  path: '/channels/:channelId',
  summary: 'Disconnect an account; its conversations stay',
  access: 'channel.manage',
  params,
});

export const receiptView = z.object({
  id,
  channelId: id,
  reason: z.string(),
  state: z.enum(['unreadable', 'replayed']),
  raw: z.string(),
  createdAt: moment,
});

export const listReceipts = endpoint({
  method: 'get',
  path: '/channels/:channelId/receipts',
  summary: 'Payloads that could not be read, newest first',
  access: 'channel.manage',
  params,
  query: paging,
  view: pageOf(receiptView),
});

export const replayReceipt = endpoint({
  method: 'post',
  path: '/channels/:channelId/receipts/:receiptId/replay',
  summary: 'Read a parked payload again',
  access: 'channel.manage',
  params: z.object({ channelId: id, receiptId: id }),
  view: receiptView,
});
