import { z } from 'zod';
import { textFormat } from '../../../bots/contract/content.ts';
import { endpoint } from '../endpoint.ts';
import { id, moment } from '../fields.ts';
import { conversationView } from './conversations.ts';
import { fileView } from './files.ts';
import { mentions } from './messages.ts';

/** What a draft becomes: an answer to the customer, or a note. */
export const draftMode = z.enum(['reply', 'note']);
export type DraftMode = z.infer<typeof draftMode>;

/** What an agent has begun to write and not sent; nobody else sees it. */
export const draftView = z.object({
  mode: draftMode,
  text: z.string(),
  format: textFormat,
  /** Uploaded files, in order; those that are gone are left out. */
  attachments: z.array(fileView),
  replyTo: id.optional(),
  mentions: z.array(id),
  updatedAt: moment,
});
export type Draft = z.infer<typeof draftView>;

/** Both drafts of a conversation. */
export const draftsView = z.object({ reply: draftView.nullable(), note: draftView.nullable() });
export type Drafts = z.infer<typeof draftsView>;

const params = z.object({ conversationId: id });

export const saveDraft = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/draft',
  summary: "Keep the caller's draft; one without text and files is removed. A message sent in its mode removes it too",
  access: 'conversation.view',
  params,
  body: z.object({
    mode: draftMode,
    text: z.string().max(150_000),
    format: textFormat.default('plain'),
    /** Ids of uploaded files. */
    attachments: z.array(id).max(10).default([]),
    replyTo: id.optional(),
    mentions: mentions.default([]),
  }),
  view: draftsView,
});

export const getDraft = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/draft',
  summary: "The caller's drafts in a conversation",
  access: 'conversation.view',
  params,
  view: draftsView,
});

export const listDrafts = endpoint({
  method: 'get',
  path: '/drafts',
  summary: "The caller's drafts, newest first; at most 100",
  access: 'conversation.view',
  view: z.object({
    items: z.array(
      z.object({
        conversationId: id,
        mode: draftMode,
        /** The text's beginning, on one line. */
        text: z.string(),
        /** How many files it has. */
        attachments: z.number().int(),
        updatedAt: moment,
      }),
    ),
  }),
});

export const getReadState = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/state',
  summary: 'Where the caller left off: what to open the thread at, and the drafts',
  access: 'conversation.view',
  params,
  view: z.object({
    /** Up to here the caller has seen it; where the caller never opened it, up to what the team answered or marked as seen. */
    seenSeq: z.number().int(),
    /** The first message or note after that by anybody else; null when there is none. */
    firstUnreadSeq: z.number().int().nullable(),
    draft: draftsView,
  }),
});

export const markRead = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/read',
  summary: 'Mark as seen by the caller up to a seq; by its assignee, or where nobody has it, it is seen by the team too',
  access: 'conversation.view',
  params,
  body: z.object({ seq: z.number().int().nonnegative() }),
  view: z.object({ seenSeq: z.number().int(), conversation: conversationView }),
});

export const markUnread = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/unread',
  summary: "Mark as unread from the customer's last message on, for the caller and the team",
  access: 'conversation.view',
  params,
  view: z.object({ seenSeq: z.number().int(), conversation: conversationView }),
});
