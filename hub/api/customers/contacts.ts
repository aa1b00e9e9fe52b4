import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';
import { contactFilters, contactKind, contactSort } from './contact-filters.ts';
import { conversationStatus } from './conversations.ts';
import { fieldKey, fieldValue } from './custom-fields.ts';

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
  /** What a site says of somebody it did not sign for: not checked by anybody. */
  claim: z
    .object({
      name: z.string().optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
      fields: z.record(z.string(), fieldValue.nullable()).optional(),
    })
    .optional(),
  createdAt: moment,
});
export type IdentityView = z.infer<typeof identityView>;

export const contactView = z.object({
  id,
  name: z.string(),
  /** How well the person is known; see `contactKind`. */
  kind: contactKind,
  /** The person's id in the workspace's own systems; the same id always finds this contact again. */
  externalUserId: z.string().nullable(),
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
  /** The same names as conversations have. */
  tags: z.array(z.string()),
  /** Values of the workspace's custom fields by key; fields without a value are left out. */
  fields: z.record(z.string(), fieldValue),
  /** When the person wrote last, on any channel, to within a minute; null when never. */
  lastMessageAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
});
export type ContactView = z.infer<typeof contactView>;

/** What a contact's history shows of one conversation. */
export const contactConversation = z.object({
  id,
  number: z.number().int(),
  channelId: id,
  provider: z.string(),
  status: conversationStatus,
  assigneeId: id.nullable(),
  preview: z.string(),
  lastMessageAt: moment,
});
export type ContactConversation = z.infer<typeof contactConversation>;

/** A contact with its accounts and what it talked about. */
export const contactDetails = contactView.extend({
  identities: z.array(identityView),
  /** Conversations the caller may see, the newest message first; at most 100, the rest by `GET /conversations?contact=`. */
  conversations: z.array(contactConversation),
  /** How many the caller may see, counted up to 1,000. */
  conversationCount: z.number().int(),
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

/** The tags of a contact: at most 50, each once. */
const tags = z.array(z.string().trim().min(1).max(50)).max(50);

/** What a person or an import may say of a contact. */
export const contactFields = z.object({
  name: z.string().trim().min(1).max(200),
  externalUserId: z.string().trim().min(1).max(200).nullable(),
  phones: z.array(phone).max(20),
  emails: z.array(email).max(20),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as de or pt-BR')
    .nullable(),
  notes: z.string().max(10_000),
  tags,
  /** Custom fields by key; null takes a value away, absent keys stay. */
  fields: z.record(fieldKey, fieldValue.nullable()),
  /** `known`: a colleague confirms who this is; `lead` takes that back (who has an external user id stays known). */
  kind: z.enum(['lead', 'known']),
});

export const listContacts = endpoint({
  method: 'get',
  path: '/contacts',
  summary: 'Contacts, newest first or as `sort` says; `q` finds by the beginnings of name, username, phone, e-mail and external user id',
  access: 'contact.view',
  query: paging.extend({ ...contactFilters.shape, sort: contactSort.default('newest') }),
  view: pageOf(contactView),
});

export const countContacts = endpoint({
  method: 'get',
  path: '/contacts/count',
  summary: 'How many contacts a filter finds, counted up to 1,000',
  access: 'contact.view',
  query: contactFilters,
  view: z.object({
    count: z.number().int(),
    /** True when there are more than that: show it as 999+. */
    isCapped: z.boolean(),
  }),
});

export const createContact = endpoint({
  method: 'post',
  path: '/contacts',
  summary: 'Create a contact by hand; it is known unless `kind` says otherwise',
  access: 'contact.edit',
  body: contactFields.partial().required({ name: true }),
  view: contactView,
  status: 201,
});

export const changeManyContacts = endpoint({
  method: 'post',
  path: '/contacts/bulk',
  summary: 'Do one thing to up to 200 contacts; each has its own result',
  access: 'contact.edit',
  body: z
    .object({
      ids: z.array(id).min(1).max(200),
      action: z.enum(['addTag', 'removeTag', 'block', 'unblock']),
      /** For addTag and removeTag. */
      tag: z.string().trim().min(1).max(50).optional(),
    })
    .refine(({ action, tag }) => action === 'block' || action === 'unblock' || tag !== undefined, {
      path: ['tag'],
      message: 'is needed to add or remove one',
    }),
  view: z.object({
    /** In the order of `ids`; `error` is a code such as contact.unknown, null where it worked. */
    items: z.array(z.object({ id, error: z.string().nullable() })),
  }),
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
  summary: 'Change what is known of a contact; absent fields stay',
  access: 'contact.edit',
  params,
  body: contactFields.partial().refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
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
