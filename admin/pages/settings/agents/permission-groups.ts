import { permission, type Permission } from '../../../../hub/api/permissions.ts';

/** The headings permissions stand under, by the noun they begin with. */
const headings = {
  conversations: ['conversation', 'view', 'tag', 'quick-reply', 'file'],
  contacts: ['contact', 'contact-field', 'visitor', 'data'],
  team: ['agent', 'department', 'workspace', 'audit'],
  connections: ['channel', 'console', 'access-token'],
} as const;

type Heading = keyof typeof headings;

/** Permissions in the groups that people think in; none is left out. */
export const permissionGroups: readonly { name: Heading; permissions: readonly Permission[] }[] = Object.entries(headings).map(
  ([name, nouns]) => ({
    name: name as Heading, // the keys of the object above
    permissions: nouns.flatMap((noun) => permission.options.filter((each) => each.startsWith(`${noun}.`))),
  }),
);

/** Those that only look. */
export function isReading(name: Permission): boolean {
  return name.endsWith('.view');
}
