import type { AuditEntryView } from '../../../../hub/api/team/audit.ts';
import { agentById, departmentById } from '../../../data/team.ts';
import { fullTime, number } from '../../../words/formats.ts';
import { t, tMaybe } from '../../../words/words.ts';

/** The actions the hub keeps, for the filter; others are shown as they are called. */
export const auditActions = [
  'workspace.created',
  'workspace.updated',
  'invite.created',
  'invite.accepted',
  'invite.revoked',
  'agent.updated',
  'agent.deactivated',
  'agent.activated',
  'user.password-reset-link-made',
  'user.password-reset',
  'user.two-factor-on',
  'user.two-factor-off',
  'user.email-changed',
  'department.created',
  'department.updated',
  'department.deleted',
  'channel.added',
  'channel.updated',
  'channel.removed',
  'console.connected',
  'console.updated',
  'console.removed',
  'console.linked',
  'console.unlinked',
  'console.link-created',
  'console.group-bound',
  'console.group-removed',
  'access-token.created',
  'access-token.revoked',
  'quick-reply.created',
  'quick-reply.updated',
  'quick-reply.deleted',
  'tag.updated',
  'tag.deleted',
  'custom-field.created',
  'custom-field.updated',
  'custom-field.deleted',
  'contact.created',
  'contact.updated',
  'contact.blocked',
  'contact.unblocked',
  'contact.merged',
  'contact.merge-undone',
  'contact.erased',
  'contact.exported',
  'contact.import-uploaded',
  'contact.import-started',
  'contact.imported',
  'contact.import-cancelled',
  'contact.export-cancelled',
  'data.exported',
] as const;

/** What things are done to, for the filter. */
export const auditTargets = [
  'workspace',
  'agent',
  'invite',
  'department',
  'channel',
  'console',
  'access-token',
  'quick-reply',
  'tag',
  'custom-field',
  'contact',
  'data-job',
] as const;

/** An action in words; its own name where there are none. */
export function wordsOfAction(action: string): string {
  return tMaybe(`team:audit.${action}`, {}, action);
}

/** What the entry's target is called, as far as it can be told from here; empty where it can't. */
export function nameOfTarget({ target, before, after }: AuditEntryView): string {
  if (target.type === 'agent') return agentById(target.id)?.displayName ?? textIn(after, before, 'displayName', 'email');
  if (target.type === 'department') return departmentById(target.id)?.name ?? textIn(after, before, 'name');
  return textIn(after, before, 'name', 'title', 'shortcut', 'email', 'key', 'fileName');
}

/** A field's name in words: its own where there are none. */
export function wordsOfPath(path: readonly string[]): string {
  return path.map((key) => tMaybe(`team:auditKey.${key}`, {}, key)).join(' › ');
}

/** A value in words: people and departments by name, moments in the zone, yes and no. */
export function wordsOfValue(value: unknown, path: readonly string[]): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((each) => wordsOfValue(each, path)).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${wordsOfPath([key])}: ${wordsOfValue(inner, [...path, key])}`)
      .join('; ');
  }
  return typeof value === 'string' ? wordsOfText(value, path) : '–';
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function wordsOfText(text: string, path: readonly string[]): string {
  if (isoMoment.test(text)) return fullTime(text);
  const key = path.at(-1) ?? '';
  if (key === 'role') return tMaybe(`team:role.${text}`, {}, text);
  if (key === 'conversationScope') return tMaybe(`team:scope.${text}`, {}, text);
  if (key === 'mode') return tMaybe(`team:handing.${text}`, {}, text);
  if (['added', 'removed', 'scopes', 'permissions'].includes(key)) return tMaybe(`team:may.${text}`, {}, text);
  return agentById(text)?.displayName ?? departmentById(text)?.name ?? text;
}

function textIn(after: AuditEntryView['after'], before: AuditEntryView['before'], ...keys: readonly string[]): string {
  for (const key of keys) {
    const found = after?.[key] ?? before?.[key];
    if (typeof found === 'string' && found !== '') return found;
  }
  return '';
}
