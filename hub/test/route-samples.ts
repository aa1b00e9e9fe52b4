import { testPassword } from './factories.ts';

type Ids = Record<string, string>;

/** What the generated tests need to know of a route that its endpoint can't tell. */
export interface RouteSample {
  /** A body it takes, with ids of the caller's own workspace. */
  body?: (ids: Ids) => Record<string, unknown>;
  /** Why the sample alone can't succeed; such a route has its success tested by hand. */
  needsMore?: string;
}

/** By method and path. Every route with a body has a line here; the tests fail without it. */
export const routeSamples: Record<string, RouteSample> = {
  'PATCH /workspace': { body: () => ({ name: 'Renamed', settings: { inviteDays: 3 } }) },
  'POST /setup': {
    body: () => ({
      token: 'x',
      email: 'first@example.com',
      password: testPassword,
      name: 'First',
      workspaceName: 'First',
      timeZone: 'UTC',
      language: 'en',
    }),
    needsMore: 'the token of a hub without an owner',
  },
  'PATCH /user': { body: () => ({ name: 'Renamed', language: 'ru', email: 'new@example.com', currentPassword: testPassword }) },
  'PUT /user/password': { body: () => ({ currentPassword: testPassword, newPassword: `${testPassword} 2` }) },
  'POST /sessions': { body: () => ({ email: 'nobody@example.com', password: testPassword }), needsMore: 'a known user' },
  'PATCH /agents/me': { body: () => ({ displayName: 'Renamed', language: 'ru', timeZone: 'UTC' }) },
  'PUT /agents/me/duty': { body: () => ({ onDuty: false }) },
  'PATCH /agents/:agentId': {
    body: ({ departmentId }) => ({
      displayName: 'Renamed',
      language: null,
      timeZone: null,
      role: 'admin',
      overrides: { added: ['contact.erase'], removed: [] },
      conversationScope: 'own',
      departmentIds: [departmentId],
    }),
  },
  'POST /agents/:agentId/deactivate': { body: () => ({ reassignTo: null }) },
  'POST /invites': {
    body: ({ departmentId }) => ({ email: 'new@example.com', role: 'agent', conversationScope: 'all', departmentIds: [departmentId] }),
  },
  'POST /invites/accept': {
    body: () => ({ token: 'x', email: 'new@example.com', password: testPassword, name: 'New' }),
    needsMore: 'the token of an invite',
  },
  'POST /departments': { body: ({ agentId }) => ({ name: 'Sales', description: 'Sells', memberIds: [agentId] }) },
  'PATCH /departments/:departmentId': { body: ({ agentId }) => ({ name: 'Sales', description: 'Sells', memberIds: [agentId] }) },
  'POST /quick-replies': {
    body: ({ departmentId }) => ({ shortcut: 'bye', title: 'Bye', text: 'Goodbye', language: 'en', departmentIds: [departmentId] }),
  },
  'PATCH /quick-replies/:quickReplyId': {
    body: ({ departmentId }) => ({ shortcut: 'bye', title: 'Bye', text: 'Goodbye', language: 'en', departmentIds: [departmentId] }),
  },
  'POST /access-tokens': { body: () => ({ name: 'site', scopes: ['contact.view'], expiresAt: null }) },
};

/** Which id a field of a body or query holds, by the field's name: the generated tests put another workspace's there. */
export const idFields: Record<string, string> = {
  agentId: 'agentId',
  departmentId: 'departmentId',
  departmentIds: 'departmentId',
  memberIds: 'agentId',
  reassignTo: 'agentId',
};
