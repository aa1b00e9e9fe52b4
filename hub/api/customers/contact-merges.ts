import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment } from '../fields.ts';
import { contactView } from './contacts.ts';

/** A field's value in a preview: as the contact's view shows it. */
const shown = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

/** What a merge does with one field that at least one of both contacts has. */
export const mergedField = z.object({
  /** A name of the contact's view, or `field:<key>` for a custom field. */
  field: z.string(),
  /** `kept`: stays as it is; `added`: taken from the other; `combined`: both (lists, notes); `dropped`: the other's value is not taken over. */
  outcome: z.enum(['kept', 'added', 'combined', 'dropped']),
  contact: shown,
  from: shown,
  result: shown,
});
export type MergedField = z.infer<typeof mergedField>;

export const mergePreview = z.object({
  contact: contactView,
  from: contactView,
  fields: z.array(mergedField),
  /** What moves; conversations and files are counted up to 1,000. */
  moves: z.object({ identities: z.number().int(), conversations: z.number().int(), files: z.number().int() }),
});
export type MergePreview = z.infer<typeof mergePreview>;

export const mergeView = z.object({
  id,
  contactId: id,
  from: z.object({ id, name: z.string() }),
  state: z.enum(['moving', 'done', 'undoing', 'undone']),
  moved: z.object({ identities: z.number().int(), conversations: z.number().int() }),
  by: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
  createdAt: moment,
  /** Until when it can be undone; null when it no longer can. */
  undoUntil: moment.nullable(),
});
export type MergeView = z.infer<typeof mergeView>;

export const duplicateView = z.object({
  contact: contactView,
  /** Why it looks like the same person, the surest first. */
  reasons: z.array(z.enum(['phone', 'email', 'name'])),
});
export type DuplicateView = z.infer<typeof duplicateView>;

const params = z.object({ contactId: id });
const body = z.object({
  /** The contact that ends; the one in the path stays. */
  from: id,
});

export const previewMerge = endpoint({
  method: 'post',
  path: '/contacts/:contactId/merge/preview',
  summary: 'What merging another contact into this one would make of it, field by field; changes nothing',
  access: 'contact.edit',
  params,
  body,
  view: mergePreview,
});

export const mergeContacts = endpoint({
  method: 'post',
  path: '/contacts/:contactId/merge',
  summary: 'Merge another contact into this one: its accounts, conversations, tags, notes and fields move; can be undone for 30 days',
  access: 'contact.edit',
  params,
  body,
  view: z.object({ contact: contactView, mergeId: id }),
});

export const undoMerge = endpoint({
  method: 'post',
  path: '/contacts/merges/:mergeId/undo',
  summary: 'Undo a merge: both contacts as they were; what colleagues changed since stays and is named',
  access: 'contact.edit',
  params: z.object({ mergeId: id }),
  view: z.object({
    contact: contactView,
    restored: contactView,
    /** What could not be put back as it was, by field: somebody changed it since, or another contact has it now. */
    conflicts: z.array(z.object({ field: z.string(), reason: z.enum(['changed-since', 'taken-by-another']) })),
  }),
});

export const listMerges = endpoint({
  method: 'get',
  path: '/contacts/:contactId/merges',
  summary: 'Merges into this contact of the last 30 days, newest first; at most 100',
  access: 'contact.view',
  params,
  view: z.object({ items: z.array(mergeView) }),
});

export const listDuplicates = endpoint({
  method: 'get',
  path: '/contacts/:contactId/duplicates',
  summary: 'Contacts with the same phone, the same e-mail, or the same name on the same channel; at most 10',
  access: 'contact.view',
  params,
  view: z.object({ items: z.array(duplicateView) }),
});
