import type { ContactKind } from '../../api/customers/contact-filters.ts';
import type { FieldValue } from '../../api/customers/custom-fields.ts';
import { searchTerms } from '../../core/search.ts';
import type { ContactRecord } from './model.ts';
import { nameKeyOf } from './name-key.ts';

/** What is said of a contact, before anything is derived from it. */
export type ContactSaid = Pick<ContactRecord, 'name' | 'phones' | 'emails' | 'tags' | 'fields' | 'blocked' | 'channelIds' | 'providers'> &
  Partial<Pick<ContactRecord, 'isNameMade' | 'externalUserId' | 'confirmedAt' | 'username' | 'language'>>;

type Derived = Pick<ContactRecord, 'kind' | 'nameKey' | 'facets' | 'terms'>;

/** Everything that a contact carries for lists and search, from what is said of it. */
export function deriveContact(said: ContactSaid): Derived {
  const kind = kindOf(said);
  return { kind, nameKey: nameKeyOf(said.name), facets: facetsOf({ ...said, kind }), terms: contactTerms(said) };
}

/** How well a person is known; the rule is `contactKind`'s of the API. */
function kindOf({ externalUserId, confirmedAt, isNameMade, phones, emails, username }: ContactSaid): ContactKind {
  if (externalUserId !== undefined || confirmedAt !== undefined) return 'known';
  const hasSaidSomething = !isNameMade || phones.length > 0 || emails.length > 0 || username !== undefined;
  return hasSaidSomething ? 'lead' : 'anonymous';
}

/** The names of what lists filter by: each is one entry of an index that also holds the order. */
export const facet = {
  kind: (kind: ContactKind) => `kind:${kind}`,
  blocked: () => 'blocked',
  language: (language: string) => `lang:${language.toLowerCase()}`,
  channel: (channelId: string) => `ch:${channelId}`,
  provider: (provider: string) => `p:${provider}`,
  field: (key: string, value: FieldValue) => `f:${key}:${String(value).normalize('NFKC').toLowerCase().slice(0, 200)}`,
  /** What the facets of every value of a field begin with. */
  fieldPrefix: (key: string) => `f:${key}:`,
};

function facetsOf(said: ContactSaid & { kind: ContactKind }): string[] {
  const { kind, blocked, language, channelIds, providers, fields } = said;
  // de-AT is found by de too.
  const languages = language === undefined ? [] : [language, language.split('-')[0] ?? language];
  return [
    ...new Set([
      facet.kind(kind),
      ...(blocked ? [facet.blocked()] : []),
      ...languages.map(facet.language),
      ...channelIds.map((channelId) => facet.channel(channelId.toHexString())),
      ...providers.map(facet.provider),
      ...Object.entries(fields).map(([key, value]) => facet.field(key, value)),
    ]),
  ];
}

/** The terms a contact is found by: a phone both as it is written and as digits alone. */
function contactTerms({ name, username, phones, emails, externalUserId }: ContactSaid): string[] {
  return searchTerms(name, username, externalUserId, ...emails, ...phones, ...phones.map(phoneDigits));
}

/** A phone's digits alone: how two of them are compared. */
export function phoneDigits(phone: string): string {
  return phone.replace(/\D/g, '');
}
