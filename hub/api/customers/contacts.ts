import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

export const identityView = z.object({
  id,
  channelId: id,
  provider: z.string(),
  /** The person's id at the provider. */
  externalId: z.string(),
  name: z.string(),
  username: z.string().optional(),
  /** Since when the customer blocks us there; null while we may write. */
  unreachableSince: moment.nullable(),
  createdAt: moment,
});
export type IdentityView = z.infer<typeof identityView>;

export const contactView = z.object({
  id,
  name: z.string(),
  username: z.string().optional(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  /** As the provider or the team says, such as `de` or `pt-BR`; null while nobody said. */
  language: z.string().nullable(),
  /** Signed and expiring; null without a picture. */
  avatarUrl: z.string().nullable(),
  /** Blocked by the team: what this contact writes is kept, but nobody is told. */
  blocked: z.boolean(),
  notes: z.string(),
  createdAt: moment,
  updatedAt: moment,
});
export type ContactView = z.infer<typeof contactView>;

/** A contact with its accounts and what it talked about. */
export const contactDetails = contactView.extend({
  identities: z.array(identityView),
  /** Conversations the caller may see, the newest message first; at most 100. */
  conversationIds: z.array(id),
});
export type ContactDetails = z.infer<typeof contactDetails>;

/** Everything an erasure took away, for the record of whoever asked for it. */
export const erasureReport = z.object({
  contactId: id,
  /** Documents removed, by collection. */
  collections: z.record(z.string(), z.number().int()),
  files: z.array(z.object({ id, name: z.string(), size: z.number() })),
  /** Files that stay because another conversation shows them too. */
  sharedFiles: z.number().int(),
});
export type ErasureReport = z.infer<typeof erasureReport>;

const params = z.object({ contactId: id });
const phone = z.string().trim().min(3).max(32);
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const listContacts = endpoint({
  method: 'get',
  path: '/contacts',
  summary: 'Contacts, newest first; `q` finds by the beginnings of name, username, phone and e-mail',
  access: 'contact.view',
  query: paging.extend({ q: z.string().trim().min(1).max(200).optional() }),
  view: pageOf(contactView),
});

export const getContact = endpoint({
  method: 'get',
  path: '/contacts/:contactId',
  summary: 'One contact with its accounts and conversations',
  access: 'contact.view',
  params,
  view: contactDetails,
});

export const updateContact = endpoint({
  method: 'patch',
  path: '/contacts/:contactId',
  summary: 'Change name, phones, e-mails, language or notes',
  access: 'contact.edit',
  params,
  body: z
    .object({
      name: z.string().trim().min(1).max(200).optional(),
      phones: z.array(phone).max(20).optional(),
      emails: z.array(email).max(20).optional(),
      language: z
        .string()
        .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as de or pt-BR')
        .nullable()
        .optional(),
      notes: z.string().max(10_000).optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: contactView,
});

export const blockContact = endpoint({
  method: 'post',
  path: '/contacts/:contactId/block',
  summary: 'Block a contact: what it writes is kept, but nobody is told',
  access: 'contact.edit',
  params,
  view: contactView,
});

export const unblockContact = endpoint({
  method: 'post',
  path: '/contacts/:contactId/unblock',
  summary: 'Hear of a blocked contact again',
  access: 'contact.edit',
  params,
  view: contactView,
});

export const eraseContact = endpoint({
  method: 'delete',
  path: '/contacts/:contactId',
  summary: 'Erase a person: the contact, its conversations, messages and files; answers with what was removed',
  access: 'contact.erase',
  params,
  view: erasureReport,
});
