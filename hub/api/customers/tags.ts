import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

/** A tag as people write it. Two that differ in upper and lower case or in spaces are one. */
export const tagName = z
  .string()
  .transform((name) => name.normalize('NFKC').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(50));

/** The colours a tag may have; the admin knows each in light and dark. */
export const tagColor = z.enum(['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink']);
export type TagColor = z.infer<typeof tagColor>;

export const tagView = z.object({
  /** Made from the name: a renamed tag has another id. */
  id,
  name: z.string(),
  color: tagColor,
  description: z.string(),
  createdAt: moment,
});
export type TagView = z.infer<typeof tagView>;

const params = z.object({ tagId: id });
const description = z.string().trim().max(500);

export const listTags = endpoint({
  method: 'get',
  path: '/tags',
  summary: "The workspace's tags by name; `q` finds by the beginning of the name",
  access: 'conversation.view',
  query: paging.extend({ q: z.string().trim().min(1).max(50).optional() }),
  view: pageOf(tagView),
});

export const createTag = endpoint({
  method: 'post',
  path: '/tags',
  summary: 'Make a tag; using a new name on a conversation makes one too',
  access: 'conversation.reply',
  body: z.object({ name: tagName, color: tagColor.optional(), description: description.default('') }),
  view: tagView,
  status: 201,
});

export const updateTag = endpoint({
  method: 'patch',
  path: '/tags/:tagId',
  summary: 'Change a tag; a new name is carried over to all that has it, and gives the tag another id',
  access: 'tag.manage',
  params,
  body: z
    .object({ name: tagName.optional(), color: tagColor.optional(), description: description.optional() })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: tagView,
});

export const deleteTag = endpoint({
  method: 'delete',
  path: '/tags/:tagId',
  summary: 'Remove a tag, also from all that has it',
  access: 'tag.manage',
  params,
});
