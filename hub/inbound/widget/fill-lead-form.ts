import type { z } from 'zod';
import { visitorProfile } from '../../api/widget/calls.ts';
import type { FieldValue } from '../../api/customers/custom-fields.ts';
import { systemActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { Identity, type ContactRecord, type IdentityRecord } from '../../domain/contact/model.ts';
import { updateContact } from '../../domain/data/contact/update-contact.ts';
import { keptClaimOf } from '../../domain/visitor/claims.ts';
import { meetVisitor } from './meet-visitor.ts';
import { changeOf } from './take-profile.ts';
import { widgetOf, type VisitorTools } from './visitor-tools.ts';

type Values = Record<string, string | number | boolean>;

const ordinary = visitorProfile.pick({ name: true, email: true, phone: true });

/**
 * Puts what a visitor entered into the lead form onto the contact: what is news of it, never in the place of what the team or the site knows.
 * Throws request.invalid for what the form does not ask or a value that is none, contact-field.value-invalid.
 */
export async function fillLeadForm(hub: VisitorTools, visitor: VisitorCaller, values: Values): Promise<void> {
  const { settings } = await widgetOf(hub, visitor);
  const asked = new Set(settings.leadForm.fields.map(({ key }): string => key));
  const strange = Object.keys(values).filter((key) => !asked.has(key));
  if (strange.length > 0) throw invalid(strange.map((key) => ({ key, message: 'is not asked for' })));
  const said = readOrdinary(values);
  const { contact, identity } = await meetVisitor(hub, visitor, keptClaimOf(visitor));
  await keepSaid(identity, said);
  const fields = newFields(contact, values);
  const change = { ...changeOf(contact, said, contact.isNameMade === true), ...(Object.keys(fields).length > 0 && { fields }) };
  if (Object.keys(change).length === 0) return;
  await updateContact(hub, systemActor(visitor.workspaceId, 'Lead form'), contact._id, change);
}

/** Beside the identity, too: the form of the next visit begins with what this browser said, never with what the contact has from others. */
async function keepSaid({ _id, workspaceId }: IdentityRecord, said: z.output<typeof ordinary>): Promise<void> {
  const set = Object.fromEntries(Object.entries(said).map(([key, value]) => [`claim.${key}`, value]));
  if (Object.keys(set).length > 0) await Identity.updateOne({ _id, workspaceId }, { $set: set });
}

function readOrdinary({ name, email, phone }: Values): z.output<typeof ordinary> {
  const given = { ...(name !== undefined && { name }), ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const read = ordinary.safeParse(filled);
  if (read.success) return read.data;
  throw invalid(read.error.issues.map(({ path, message }) => ({ key: path.join('.'), message })));
}

/** `field:size` as `size`; one that has a value keeps it. */
function newFields({ fields }: ContactRecord, values: Values): Record<string, FieldValue> {
  const own = Object.entries(values).flatMap(([key, value]): [string, FieldValue][] =>
    key.startsWith('field:') && value !== '' ? [[key.slice('field:'.length), value]] : [],
  );
  return Object.fromEntries(own.filter(([key]) => fields[key] === undefined));
}

function invalid(found: readonly { key: string; message: string }[]): HubError {
  return new HubError('request.invalid', { issues: found.map(({ key, message }) => ({ path: `body.values.${key}`, message })) });
}
