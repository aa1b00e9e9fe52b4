import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, language, moment, timeZone } from '../fields.ts';

export const workspaceSettings = z.object({
  /** Days until an unused invite ends. */
  inviteDays: z.number().int().min(1).max(30),
});

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
