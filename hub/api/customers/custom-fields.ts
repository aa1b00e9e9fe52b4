import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../fields.ts';

/** A field's name for machines: letters, digits, - and _, beginning with a letter (`plan`, `signed-up`, `companySize`). It never changes. */
export const fieldKey = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,49}$/, 'must be letters, digits, - or _, beginning with a letter');

/** What a custom field holds. It never changes: values were checked by it. */
export const fieldType = z.enum(['text', 'number', 'date', 'boolean', 'choice', 'url']);
export type FieldType = z.infer<typeof fieldType>;

/** A value: text, choice and url are strings, a date is YYYY-MM-DD. */
export const fieldValue = z.union([z.string().max(2000), z.number(), z.boolean()]);
export type FieldValue = z.infer<typeof fieldValue>;

export const customFieldView = z.object({
  id,
  key: fieldKey,
  name: z.string(),
  type: fieldType,
  /** The values a choice has; empty for other types. */
  choices: z.array(z.string()),
  /** Shown beside the conversation, not only on the contact's own page. */
  isShownInInbox: z.boolean(),
  /** Fields come by it, the lowest first. */
  position: z.number().int(),
});
export type CustomFieldView = z.infer<typeof customFieldView>;

const params = z.object({ customFieldId: id });
const name = z.string().trim().min(1).max(100);
const choices = z.array(z.string().trim().min(1).max(100)).min(1).max(200);
const position = z.number().int().min(0).max(10_000);

export const listCustomFields = endpoint({
  method: 'get',
  path: '/custom-fields',
  summary: "The contacts' custom fields, in their order; at most 100",
  access: 'contact.view',
  view: z.object({ items: z.array(customFieldView) }),
});

export const createCustomField = endpoint({
  method: 'post',
  path: '/custom-fields',
  summary: 'Add a custom field; key and type can not be changed later',
  access: 'contact-field.manage',
  body: z
    .object({
      key: fieldKey,
      name,
      type: fieldType,
      choices: choices.optional(),
      isShownInInbox: z.boolean().default(true),
      /** After all others when absent. */
      position: position.optional(),
    })
    .refine((body) => (body.type === 'choice') === (body.choices !== undefined), {
      path: ['choices'],
      message: 'are for the type choice, which needs them',
    }),
  view: customFieldView,
  status: 201,
});

export const updateCustomField = endpoint({
  method: 'patch',
  path: '/custom-fields/:customFieldId',
  summary: 'Change name, choices, place or where it is shown; values with a choice that went stay until they are changed',
  access: 'contact-field.manage',
  params,
  body: z
    .object({ name, choices, isShownInInbox: z.boolean(), position })
    .partial()
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: customFieldView,
});

export const deleteCustomField = endpoint({
  method: 'delete',
  path: '/custom-fields/:customFieldId',
  summary: 'Remove a custom field and, within minutes, its values from all contacts',
  access: 'contact-field.manage',
  params,
});
