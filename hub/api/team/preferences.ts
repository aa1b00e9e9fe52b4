import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

/** What an agent can be told of: a conversation that nobody has, one handed to the agent, a mention, a customer's message in a conversation of the agent's. */
export const notificationKind = z.enum(['newConversation', 'assigned', 'mention', 'reply']);
export type NotificationKind = z.infer<typeof notificationKind>;

const theme = z.enum(['light', 'dark', 'system']);
const sendWith = z.enum(['enter', 'mod-enter']);
const afterClose = z.enum(['next', 'stay']);
const density = z.enum(['comfortable', 'compact']);

/** A time of day, 00:00 to 23:59. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');

/** ISO weekdays, 1 is Monday and 7 is Sunday. */
const weekdays = z
  .array(z.number().int().min(1).max(7))
  .max(7)
  .transform((days) => [...new Set(days)].sort((a, b) => a - b));

const panelName = z.string().regex(/^[a-zA-Z][\w-]{0,39}$/, 'must be a short name of letters, digits and hyphens');
const scalar = z.union([z.boolean(), z.number(), z.string().max(200)]);
const panelState = z.union([scalar, z.array(z.string().max(60)).max(50), z.record(panelName, scalar)]);

/** What the admin remembers of its panels, such as which sections are open and in which order; the hub only keeps it. */
const panels = z
  .record(panelName, panelState)
  .refine((value) => Object.keys(value).length <= 40, 'has more than 40 panels')
  .refine((value) => JSON.stringify(value).length <= 4000, 'is longer than 4000 characters');

const notification = z.strictObject({ push: z.boolean(), sound: z.boolean() });
const quietHours = z.strictObject({ isOn: z.boolean(), from: timeOfDay, to: timeOfDay, days: weekdays });

/** An agent's preferences, all of them: what was never chosen has its default. */
export const preferencesView = z.strictObject({
  theme,
  /** Are single-key shortcuts on? */
  shortcuts: z.boolean(),
  /** `mod` is Ctrl, or Cmd on a Mac. */
  sendWith,
  /** Where closing a conversation leads. */
  afterClose,
  density,
  panels,
  /** All sounds, whatever the kinds below say. */
  sounds: z.boolean(),
  notifications: z.strictObject({ newConversation: notification, assigned: notification, mention: notification, reply: notification }),
  /**
   * No pushes from `from` to `to` by the clock of the agent's time zone (else the workspace's); over midnight when `to` is not after
   * `from`, a whole day when they are equal. `days` are those on which it begins: Friday's quiet time ends on Saturday morning.
   */
  quietHours,
});
export type Preferences = z.infer<typeof preferencesView>;

/** What holds for an agent who has chosen nothing. */
export const defaultPreferences: Preferences = {
  theme: 'system',
  shortcuts: true,
  sendWith: 'enter',
  afterClose: 'next',
  density: 'comfortable',
  panels: {},
  sounds: true,
  notifications: {
    newConversation: { push: true, sound: true },
    assigned: { push: true, sound: true },
    mention: { push: true, sound: true },
    reply: { push: true, sound: true },
  },
  quietHours: { isOn: false, from: '22:00', to: '08:00', days: [1, 2, 3, 4, 5, 6, 7] },
};

/** Some of the preferences: what is absent stays, at every depth; `panels` is replaced as a whole. */
export const preferencesChange = z.strictObject({
  ...preferencesView.omit({ notifications: true, quietHours: true }).partial().shape,
  notifications: z
    .strictObject({
      newConversation: notification.partial(),
      assigned: notification.partial(),
      mention: notification.partial(),
      reply: notification.partial(),
    })
    .partial()
    .optional(),
  quietHours: quietHours.partial().optional(),
});
export type PreferencesChange = z.infer<typeof preferencesChange>;

export const getPreferences = endpoint({
  method: 'get',
  path: '/agents/me/preferences',
  summary: "The caller's own preferences, with the defaults filled in",
  access: 'agent.view',
  view: preferencesView,
});

export const updatePreferences = endpoint({
  method: 'patch',
  path: '/agents/me/preferences',
  summary: "Change some of the caller's own preferences; what is absent stays",
  access: 'agent.view',
  body: preferencesChange.refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: preferencesView,
});
