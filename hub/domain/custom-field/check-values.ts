import { z } from 'zod';
import type { FieldValue } from '../../api/customers/custom-fields.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { listCustomFields } from './find-custom-fields.ts';
import type { CustomFieldRecord } from './model.ts';

/** Values given for custom fields; null takes one away. */
export type GivenValues = Record<string, FieldValue | null>;

const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const day = z.iso.date();

/**
 * Checks values against the workspace's custom fields, by type. Throws contact-field.unknown with the keys there are none of, and
 * contact-field.value-invalid with every value that does not fit. One database call, none without values.
 */
export async function checkFieldValues(actor: Pick<Actor, 'workspaceId'>, given: GivenValues | undefined): Promise<void> {
  if (!given || Object.keys(given).length === 0) return;
  const fields = new Map((await listCustomFields(actor)).map((field) => [field.key, field]));
  const unknown = Object.keys(given).filter((key) => !fields.has(key));
  if (unknown.length > 0) throw new HubError('contact-field.unknown', { keys: unknown });

  const issues = Object.entries(given).flatMap(([key, value]) => {
    const field = fields.get(key);
    const problem = field && value !== null ? problemOf(field, value) : null;
    return problem === null ? [] : [{ key, message: problem }];
  });
  if (issues.length > 0) throw new HubError('contact-field.value-invalid', { issues });
}

/** Why a value does not fit a field, in plain English; null when it does. */
export function problemOf({ type, choices }: Pick<CustomFieldRecord, 'type' | 'choices'>, value: FieldValue): string | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? null : 'must be a text that is not empty';
    case 'number':
      return typeof value === 'number' ? null : 'must be a number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'date':
      return day.safeParse(value).success ? null : 'must be a date such as 2026-03-31';
    case 'url':
      return webAddress.safeParse(value).success ? null : 'must be an http or https address';
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? null : `must be one of: ${choices.join(', ')}`;
  }
}

/** Values with others put over them: null takes one away. */
export function mergeValues(values: Record<string, FieldValue>, given: GivenValues | undefined): Record<string, FieldValue> {
  const all = Object.entries({ ...values, ...given });
  return Object.fromEntries(all.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}
