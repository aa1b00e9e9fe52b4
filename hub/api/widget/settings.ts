import { z } from 'zod';
import { spokenText } from '../customers/channels.ts';
import { endpoint } from '../endpoint.ts';
import { id, moment } from '../fields.ts';

/** A colour as `#1f6feb`. */
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f6feb');

/** How the widget looks; all of it also holds for the HelpBox page, where there is a place for it. */
export const widgetLook = z.strictObject({
  /** The accent: launcher, header, own messages. Text on it is black or white, whichever contrasts more. */
  colour,
  theme: z.enum(['light', 'dark', 'auto']),
  position: z.enum(['left', 'right']),
  /** Pixels from the edges of the page. */
  offsetX: z.number().int().min(0).max(400),
  offsetY: z.number().int().min(0).max(400),
  /** A round button, one with a word beside the sign, or none: the site opens the chat itself. */
  launcher: z.enum(['bubble', 'label', 'none']),
  /** A picture for the header; null: the faces of the team. */
  avatarFileId: id.nullable(),
  /** The team's name as customers read it; null: the workspace's. */
  name: z.string().trim().min(1).max(60).nullable(),
});

/** Texts of the site's owner; what is null is as the hub has it in the visitor's language. */
export const widgetTexts = z.strictObject({
  /** Over the chat. */
  title: spokenText.nullable(),
  /** The first line of an empty chat. */
  greeting: spokenText.nullable(),
  /** On a launcher with a label. */
  launcher: spokenText.nullable(),
  /** Instead of the greeting while nobody is there. */
  away: spokenText.nullable(),
});

/** Where the launcher shows. `*` in an address stands for anything. */
export const widgetPlaces = z.strictObject({
  /** Only on pages with one of these addresses; empty: on all. Such as `/pricing` or `https://shop.example.com/*`. */
  onlyPages: z.array(z.string().trim().min(1).max(300)).max(50),
  /** Never on these. */
  exceptPages: z.array(z.string().trim().min(1).max(300)).max(50),
  devices: z.enum(['all', 'desktop', 'phone']),
  /** Only while the schedule says that somebody is there. */
  onlyInHours: z.boolean(),
});

/** A field of the lead form: what is known of a contact by name, or one of the workspace's own (`field:<key>`). */
export const leadField = z.strictObject({
  key: z.union([z.enum(['name', 'email', 'phone']), z.string().regex(/^field:[a-zA-Z][a-zA-Z0-9_-]{0,49}$/)]),
  /** What is asked; null: the field's own name in the visitor's language. */
  label: spokenText.nullable(),
  isRequired: z.boolean(),
});
export type LeadField = z.infer<typeof leadField>;

export const leadForm = z.strictObject({
  /** `before`: before the first message is sent. `away`: after it, while nobody is there. */
  when: z.enum(['never', 'before', 'away']),
  title: spokenText.nullable(),
  fields: z.array(leadField).max(10),
});

export const ratingForm = z.strictObject({
  /** Asked for once a conversation was closed by the team. */
  isOn: z.boolean(),
  question: spokenText.nullable(),
  /** Whether words may be added. */
  withComment: z.boolean(),
});

export const widgetFiles = z.strictObject({
  isAllowed: z.boolean(),
  /** Megabytes of one file; never above the hub's own FILE_LIMIT_MB. */
  maxMegabytes: z.number().int().min(1).max(1024),
});

/** A site by its host, or with `*.` all below it; with a port where it is not the usual one: `shop.example.com`, `*.example.com`, `localhost:8080`. */
export const allowedDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'must be a host such as shop.example.com or *.example.com');

/** Everything an owner sets for the widget and the HelpBox page of a workspace. */
export const widgetSettings = z.strictObject({
  look: widgetLook,
  texts: widgetTexts,
  places: widgetPlaces,
  /** Where it may be embedded; empty: anywhere. Enforced by `frame-ancestors` and by the Origin of every call. */
  allowedDomains: z.array(allowedDomain).max(100),
  /** `visitor`: as the page or the browser says. */
  language: z.enum(['visitor', 'en', 'ru']),
  /** When the team is there; null: always. */
  scheduleId: id.nullable(),
  /** What customers are told of how soon they get an answer; null: nothing. */
  replyTime: z.enum(['minutes', 'hours', 'day']).nullable(),
  leadForm,
  rating: ratingForm,
  files: widgetFiles,
  /** Whether a customer may have several conversations beside each other. */
  manyConversations: z.boolean(),
  /** Whether a sound begins switched on; visitors can mute it. */
  sound: z.boolean(),
  helpBox: z.strictObject({ isOn: z.boolean(), title: spokenText.nullable() }),
  /** A Telegram channel's id, on whose bot a chat may be carried on; null: not offered. */
  carryOnChannelId: id.nullable(),
});
export type WidgetSettings = z.infer<typeof widgetSettings>;

/** How the script was seen at work. */
const seenOn = z.object({ host: z.string(), firstAt: moment, lastAt: moment });

export const widgetView = z.object({
  /** The channel that its conversations are on. */
  channelId: id,
  widgetKey: z.string(),
  settings: widgetSettings,
  /** Sites that loaded it, the latest first; at most 20. */
  seenOn: z.array(seenOn),
  helpBoxUrl: z.string(),
  scriptUrl: z.string(),
  /** The secret for `userHash` and `userToken`: until when the one before still counts, null without one. */
  identity: z.object({ madeAt: moment, previousUntil: moment.nullable() }),
});
export type WidgetView = z.infer<typeof widgetView>;

export const getWidget = endpoint({
  method: 'get',
  path: '/widget',
  summary: "The workspace's widget: settings, where it was seen, its addresses",
  access: 'channel.view',
  view: widgetView,
});

export const updateWidget = endpoint({
  method: 'patch',
  path: '/widget',
  summary: "Change the widget's settings; parts that are absent stay",
  access: 'channel.manage',
  body: widgetSettings.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: widgetView,
});

export const showIdentitySecret = endpoint({
  method: 'get',
  path: '/widget/identity-secret',
  summary: 'The secret that signs who a visitor is; reading it is on the audit log',
  access: 'channel.manage',
  view: z.object({ secret: z.string() }),
});

export const rotateIdentitySecret = endpoint({
  method: 'post',
  path: '/widget/identity-secret/rotate',
  summary: 'Make a new identity secret; the one before counts for `keepHours` more (0: not at all)',
  access: 'channel.manage',
  body: z.object({ keepHours: z.number().int().min(0).max(720).default(24) }).default({ keepHours: 24 }),
  view: z.object({ secret: z.string(), previousUntil: moment.nullable() }),
});
