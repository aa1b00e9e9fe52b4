import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, timeZone } from '../fields.ts';
import { handing } from './departments.ts';

export const workspaceSettings = z.object({
  /** Days until an unused invite ends. */
  inviteDays: z.number().int().min(1).max(30),
  /** How conversations of no department are handed out: among all agents who may answer. */
  handing,
  /**
   * After so many minutes away or off, an agent gives back to the queue what they have and have neither answered nor noted upon since it was
   * theirs; null: never.
   */
  giveBackAfterMinutes: z.number().int().min(1).max(1440).nullable(),
  /** Whoever answers a conversation that nobody has takes it by that. In Telegram each agent's own setting decides besides. */
  autoAssignOnReply: z.boolean(),
  /** The admin asks for a note when a conversation is given to another department. */
  noteOnTransfer: z.boolean(),
});

export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const workspaceView = z.object({
  id,
  name: z.string(),
  timeZone: z.string(),
  language,
  /** Names the workspace to the widget's script; public. */
  widgetKey: z.string(),
  settings: workspaceSettings,
  createdAt: moment,
});
export type WorkspaceView = z.infer<typeof workspaceView>;

export const getWorkspace = endpoint({
  method: 'get',
  path: '/workspace',
  summary: "The caller's workspace",
  access: 'workspace.view',
  view: workspaceView,
});

export const updateWorkspace = endpoint({
  method: 'patch',
  path: '/workspace',
  summary: "Change the workspace's name, time zone, language or settings",
  access: 'workspace.manage',
  body: z
    .object({
      name: z.string().trim().min(1).max(100).optional(),
      timeZone: timeZone.optional(),
      language: language.optional(),
      settings: workspaceSettings.partial().strict().optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'needs something to change'),
  view: workspaceView,
});
