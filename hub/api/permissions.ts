import { z } from 'zod';

/** Every permission: a role has some by default, an agent may have more or fewer, a token's scopes are a list of them. */
export const permission = z.enum([
  'workspace.view',
  'workspace.manage',
  'agent.view',
  'agent.manage',
  'department.view',
  'department.manage',
  'channel.view',
  'channel.manage',
  'contact.view',
  'contact.edit',
  'contact.erase',
  'contact.import',
  'contact-field.manage',
  'conversation.view',
  'conversation.reply',
  'conversation.note',
  'conversation.assign',
  'conversation.take-over',
  'conversation.close',
  'conversation.snooze',
  'file.view',
  'file.upload',
  'quick-reply.view',
  'quick-reply.manage',
  'tag.manage',
  'view.share',
  'visitor.view',
  'access-token.manage',
  'console.view',
  'console.manage',
  'audit.view',
  'data.export',
]);
export type Permission = z.infer<typeof permission>;

/** A seat's role. */
export const role = z.enum(['owner', 'admin', 'agent']);
export type Role = z.infer<typeof role>;

/** Which conversations a seat sees: all, those of its departments (and its own), or only its own and unassigned ones. */
export const conversationScope = z.enum(['all', 'department', 'own']);
export type ConversationScope = z.infer<typeof conversationScope>;

const agentPermissions: readonly Permission[] = [
  'workspace.view',
  'agent.view',
  'department.view',
  'channel.view',
  'contact.view',
  'contact.edit',
  'conversation.view',
  'conversation.reply',
  'conversation.note',
  'conversation.assign',
  'conversation.close',
  'conversation.snooze',
  'file.view',
  'file.upload',
  'quick-reply.view',
  'visitor.view',
  'console.view',
];

/** What each role may do before overrides. An owner may do everything; an admin everything but handing the workspace over or erasing people. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permission.options,
  admin: permission.options.filter((name) => name !== 'contact.erase'),
  agent: agentPermissions,
};
