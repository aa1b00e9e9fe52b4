import { z } from 'zod';
import { button, choice, location, sharedContact, textFormat } from '../../../bots/contract/content.ts';
import { attachmentView } from '../customers/messages.ts';
import { id, language, moment } from '../fields.ts';

/** Somebody of the team as customers see them. */
export const teamMember = z.object({ id, name: z.string(), avatarUrl: z.string().nullable() });
export type TeamMember = z.infer<typeof teamMember>;

/** What of the timeline customers are shown. `joined`: an agent took it. */
export const publicEvent = z.enum(['joined', 'closed', 'reopened', 'rated', 'carried-on']);
export type PublicEvent = z.infer<typeof publicEvent>;

/**
 * A message as the customer sees it: `in` is theirs, `out` the team's. Notes and inner events are never among them, so `seq` has holes that
 * mean nothing; order is by `seq`, of two with one `id` the higher `rev` wins.
 */
export const visitorMessage = z.object({
  id,
  conversationId: id,
  seq: z.number().int(),
  rev: z.number().int(),
  direction: z.enum(['in', 'out']),
  kind: z.enum(['text', 'event']),
  author: z.object({ type: z.enum(['contact', 'agent', 'bot', 'system']), name: z.string(), avatarUrl: z.string().nullable() }),
  text: z.string(),
  format: textFormat,
  attachments: z.array(attachmentView),
  location: location.optional(),
  contacts: z.array(sharedContact).optional(),
  buttons: z.array(button).optional(),
  choice: choice.optional(),
  replyTo: z.object({ messageId: id.nullable(), text: z.string().optional() }).optional(),
  /** The sender's own key, for messages of this visitor. */
  clientId: z.string().nullable(),
  createdAt: moment,
  editedAt: moment.optional(),
  deletedAt: moment.optional(),
  /** `by` is `team` or `me`. */
  reactions: z.array(z.object({ emoji: z.string(), by: z.enum(['team', 'me']) })),
  event: z.object({ type: publicEvent, name: z.string().optional() }).optional(),
});
export type VisitorMessage = z.infer<typeof visitorMessage>;

/** A conversation as the customer sees it. */
export const visitorConversation = z.object({
  id,
  /** Snoozed is open to a customer. */
  status: z.enum(['open', 'closed']),
  /** Who answers; null while nobody does. */
  assignee: teamMember.nullable(),
  preview: z.string(),
  lastMessageAt: moment,
  /** Messages of the team that the customer has not seen. */
  unread: z.number().int(),
  /** Up to which of the customer's messages the team has looked. */
  seenByTeam: z.number().int(),
  /** Up to which the customer has seen. */
  seen: z.number().int(),
  seq: z.number().int(),
  rev: z.number().int(),
  /** Begun by the team: shown quietly until the visitor opens it. */
  isProactive: z.boolean(),
  /** Where it goes on; null: here. */
  carriedOnTo: z.object({ provider: z.string(), url: z.string().nullable() }).nullable(),
  /** The rating the customer gave; null: none. `isAsked`: the form is to be shown. */
  rating: z.object({ score: z.number().int().nullable(), isAsked: z.boolean() }),
});
export type VisitorConversation = z.infer<typeof visitorConversation>;

/** A field of a form as it is asked for. */
export const formField = z.object({
  key: z.string(),
  label: z.string(),
  type: z.enum(['text', 'email', 'phone', 'number', 'date', 'boolean', 'choice', 'url']),
  /** Of a choice. */
  options: z.array(z.string()).optional(),
  isRequired: z.boolean(),
});
export type FormField = z.infer<typeof formField>;

/** Whether somebody of the team is there now. */
export const teamState = z.object({
  isOpen: z.boolean(),
  /** When somebody will be again; null: not known, or now. */
  opensAt: moment.nullable(),
  replyTime: z.enum(['minutes', 'hours', 'day']).nullable(),
  /** Up to three who are available. */
  members: z.array(teamMember),
});
export type TeamState = z.infer<typeof teamState>;

/** What frame and page begin with: look, words and rules, in the visitor's language. Public: nothing in it is a secret or about a person. */
export const widgetConfig = z.object({
  widgetKey: z.string(),
  language,
  name: z.string(),
  look: z.object({
    colour: z.string(),
    /** Black or white: what reads better on `colour`. */
    onColour: z.string(),
    theme: z.enum(['light', 'dark', 'auto']),
    position: z.enum(['left', 'right']),
    offsetX: z.number(),
    offsetY: z.number(),
    launcher: z.enum(['bubble', 'label', 'none']),
    avatarUrl: z.string().nullable(),
  }),
  /** The owner's texts or ours. */
  title: z.string(),
  greeting: z.string(),
  away: z.string(),
  launcherLabel: z.string(),
  places: z.object({
    onlyPages: z.array(z.string()),
    exceptPages: z.array(z.string()),
    devices: z.enum(['all', 'desktop', 'phone']),
    onlyInHours: z.boolean(),
  }),
  team: teamState,
  leadForm: z.object({ when: z.enum(['never', 'before', 'away']), title: z.string(), fields: z.array(formField) }),
  rating: z.object({ isOn: z.boolean(), question: z.string(), withComment: z.boolean() }),
  files: z.object({ isAllowed: z.boolean(), maxBytes: z.number().int() }),
  manyConversations: z.boolean(),
  sound: z.boolean(),
  helpBoxUrl: z.string().nullable(),
  canCarryOn: z.boolean(),
  /** The texts of the interface by key: `hub/locales/<language>/widget.json`. `{name}` is a slot; plural forms end in `_one`, `_few`, `_many`, `_other`. */
  words: z.record(z.string(), z.string()),
});
export type WidgetConfig = z.infer<typeof widgetConfig>;
