import { testPassword } from './factories.ts';
import type { RouteSample } from './route-sample.ts';
import { visitorSamples } from './visitor-samples.ts';

const officeDay = [{ from: '09:00', to: '17:00' }];
const officeWeek = [officeDay, officeDay, officeDay, officeDay, officeDay, [], []];

/** By method and path, those of sites' visitors with `widget` before. Every route with a body has a line here; the tests fail without it. */
export const routeSamples: Record<string, RouteSample> = {
  'PATCH /workspace': {
    body: () => ({
      name: 'Renamed',
      settings: {
        inviteDays: 3,
        handing: { mode: 'least-busy', limit: 5 },
        giveBackAfterMinutes: 10,
        autoAssignOnReply: true,
        noteOnTransfer: true,
      },
    }),
  },
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
  'GET /setup/:setupToken': { needsMore: 'the token of a hub without an owner' },
  'POST /user/workspaces': { body: () => ({ name: 'Second', timeZone: 'UTC', language: 'en' }) },
  'POST /user/two-factor': { body: () => ({ currentPassword: testPassword }) },
  'POST /user/two-factor/confirm': { body: () => ({ code: '000000' }), needsMore: 'a begun two-factor and its code' },
  'DELETE /user/two-factor': { body: () => ({ currentPassword: testPassword, code: '000000' }), needsMore: 'two-factor and its code' },
  'POST /user/two-factor/recovery-codes': { body: () => ({ code: '000000' }), needsMore: 'two-factor and its code' },
  'POST /password-resets': { body: () => ({ email: 'nobody@example.com' }), needsMore: 'a mail server' },
  'GET /password-resets/:resetToken': { needsMore: 'the token of a reset link' },
  'POST /password-resets/:resetToken': {
    body: () => ({ newPassword: testPassword, code: '000000' }),
    needsMore: 'the token of a reset link',
  },
  'GET /invites/:inviteToken': { needsMore: 'the token of an invite' },
  'POST /invites/accept-signed-in': { body: () => ({ token: 'x' }), needsMore: 'the token of an invite' },
  'POST /mail/test': { needsMore: 'a mail server' },
  'PATCH /agents/me': { body: () => ({ displayName: 'Renamed', language: 'ru', timeZone: 'UTC' }) },
  'PATCH /agents/me/preferences': {
    body: () => ({
      theme: 'dark',
      shortcuts: false,
      sendWith: 'mod-enter',
      afterClose: 'stay',
      density: 'compact',
      panels: { order: ['contact'] },
      sounds: false,
      notifications: { reply: { push: false } },
      quietHours: { isOn: true, from: '21:00', to: '07:00', days: [1] },
    }),
  },
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
      conversationLimit: 7,
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
  'POST /departments': {
    body: ({ agentId }) => ({ name: 'Sales', description: 'Sells', memberIds: [agentId], handing: { mode: 'round-robin', limit: null } }),
  },
  'PATCH /departments/:departmentId': {
    body: ({ agentId }) => ({ name: 'Sales', description: 'Sells', memberIds: [agentId], handing: { mode: 'least-busy', limit: 3 } }),
  },
  'POST /quick-replies': {
    body: ({ departmentId }) => ({ shortcut: 'bye', title: 'Bye', text: 'Goodbye', language: 'en', departmentIds: [departmentId] }),
  },
  'PATCH /quick-replies/:quickReplyId': {
    body: ({ departmentId }) => ({ shortcut: 'bye', title: 'Bye', text: 'Goodbye', language: 'en', departmentIds: [departmentId] }),
  },
  'POST /channels': {
    body: () => ({ provider: 'telegram', name: 'Bot', settings: { botToken: '1:none' }, newAfterClosedHours: null }),
    needsMore: 'a provider that answers',
  },
  'PATCH /channels/:channelId': { body: () => ({ name: 'Renamed', isPaused: true, newAfterClosedHours: 5 }), freeForm: 'settings' },
  'POST /channels/:channelId/sign-in': { body: () => ({ code: '123456' }), needsMore: 'an account that waits for a code' },
  'POST /channels/:channelId/sign-out': { needsMore: 'an account that signed in' },
  'GET /channels/:channelId/templates': { needsMore: 'a provider with templates' },
  'POST /files': { needsMore: 'a multipart body' },
  'GET /visitors/:visitorId': { needsMore: 'a visitor who is there' },
  'POST /visitors/:visitorId/conversations': {
    body: () => ({ text: 'Can I help?', clientId: 'once' }),
    needsMore: 'a visitor who is there',
  },
  'PATCH /contacts/:contactId': {
    body: () => ({
      name: 'Renamed',
      externalUserId: 'user-1',
      phones: ['+4930123456'],
      emails: ['new@example.com'],
      language: 'de',
      notes: 'likes tea',
      tags: ['vip'],
      fields: { plan: 'pro' },
      kind: 'known',
    }),
  },
  'POST /contacts': {
    body: () => ({
      name: 'Bea',
      externalUserId: 'user-2',
      phones: ['+4930123457'],
      emails: ['bea@example.com'],
      language: 'de',
      notes: '',
      tags: [],
      fields: { plan: 'pro' },
      kind: 'lead',
    }),
  },
  'POST /contacts/bulk': { body: ({ contactId }) => ({ ids: [contactId], action: 'addTag', tag: 'vip' }) },
  'POST /contacts/:contactId/merge/preview': { body: ({ otherContactId }) => ({ from: otherContactId }) },
  'POST /contacts/:contactId/merge': { body: ({ otherContactId }) => ({ from: otherContactId }) },
  'POST /contacts/imports': { needsMore: 'a multipart body' },
  'PUT /contacts/imports/:dataJobId/mapping': {
    body: () => ({ columns: [{ column: 0, target: 'name' }], match: 'none', onMatch: 'update' }),
  },
  'POST /contacts/imports/:dataJobId/start': { needsMore: 'a file that was checked' },
  'POST /contacts/exports': { body: () => ({ filters: { kind: 'known' }, columns: ['name', 'field:plan'] }) },
  'POST /custom-fields': {
    body: () => ({ key: 'size', name: 'Size', type: 'choice', choices: ['S', 'M'], isShownInInbox: true, position: 1 }),
  },
  'PATCH /custom-fields/:customFieldId': {
    body: () => ({ name: 'Plan', choices: ['free', 'pro', 'team'], isShownInInbox: false, position: 2 }),
  },
  'PATCH /conversations/:conversationId': { body: () => ({ tags: ['vip'], priority: 'high', unread: 0 }) },
  'PUT /conversations/:conversationId/assignee': {
    body: ({ agentId, departmentId }) => ({ agentId, departmentId, expectedAssigneeId: null, note: 'Please' }),
  },
  'POST /conversations/bulk': { body: ({ conversationId }) => ({ ids: [conversationId], action: { type: 'addTag', tag: 'vip' } }) },
  'PUT /conversations/:conversationId/draft': {
    body: ({ fileId, messageId, agentId }) => ({
      mode: 'note',
      text: 'To be',
      format: 'markdown',
      attachments: [fileId],
      replyTo: messageId,
      mentions: [agentId],
    }),
  },
  'PUT /conversations/:conversationId/read': { body: () => ({ seq: 1 }) },
  'POST /conversations/:conversationId/messages/:messageId/dismiss': { needsMore: 'a message of unknown fate' },
  'POST /tags': { body: () => ({ name: 'billing', color: 'teal', description: 'Money' }) },
  'PATCH /tags/:tagId': { body: () => ({ name: 'gold', color: 'yellow', description: 'Pays well' }) },
  'POST /views': {
    body: () => ({
      list: 'conversations',
      name: 'Unread of mine',
      filters: { assignee: 'me', unread: true },
      columns: ['contact'],
      sort: 'waiting',
      isShared: true,
      position: 1,
    }),
  },
  'PATCH /views/:viewId': {
    body: () => ({ name: 'Waiting', filters: { waiting: 15 }, columns: ['contact'], sort: 'newest', isShared: true, position: 2 }),
  },
  'POST /conversations/:conversationId/take': { body: () => ({ takeOver: true }) },
  'POST /conversations/:conversationId/snooze': { body: () => ({ until: null }) },
  'POST /conversations/:conversationId/messages': {
    body: ({ messageId, fileId, agentId }) => ({
      kind: 'note',
      text: 'Hello',
      format: 'plain',
      attachments: [fileId],
      replyTo: messageId,
      mentions: [agentId],
      clientId: 'sample',
      seenSeq: 99,
      force: false,
    }),
  },
  'PATCH /conversations/:conversationId/messages/:messageId': { body: () => ({ text: 'Changed', format: 'plain' }) },
  'PUT /conversations/:conversationId/messages/:messageId/reaction': {
    body: () => ({ emoji: '\u{1F44D}' }),
    needsMore: "a customer's message",
  },
  'POST /conversations/:conversationId/messages/:messageId/retry': { needsMore: 'a message that failed' },
  'PUT /console': {
    body: () => ({ botToken: '1:none', delivery: 'polling', mode: 'private' }),
    needsMore: 'a bot that Telegram knows',
  },
  'PATCH /console': { body: () => ({ delivery: 'polling', mode: 'both' }) },
  'PATCH /console/groups/:chatId': { body: () => ({ isReplyOnly: true }) },
  'POST /console/links': { body: ({ agentId }) => ({ agentId }) },
  'PUT /console/agents/:agentId/duty': { body: () => ({ onDuty: true }) },
  'POST /push-subscriptions': {
    body: () => ({
      endpoint: 'https://push.example.com/send/another',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      expirationTime: null,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    }),
  },
  'PATCH /widget': {
    body: ({ scheduleId }) => ({
      look: {
        colour: '#ff8800',
        theme: 'dark',
        position: 'left',
        offsetX: 0,
        offsetY: 0,
        launcher: 'label',
        avatarFileId: null,
        name: 'Shop',
      },
      texts: { title: { en: 'Hello' }, greeting: null, launcher: null, away: null },
      places: { onlyPages: ['/pricing'], exceptPages: [], devices: 'all', onlyInHours: false },
      allowedDomains: ['*.example.com'],
      language: 'ru',
      scheduleId,
      replyTime: 'hours',
      leadForm: { when: 'before', title: null, fields: [{ key: 'field:plan', label: null, isRequired: true }] },
      rating: { isOn: false, question: null, withComment: false },
      files: { isAllowed: true, maxMegabytes: 5 },
      manyConversations: true,
      sound: false,
      helpBox: { isOn: true, title: null },
      carryOnChannelId: null,
    }),
  },
  'POST /widget/identity-secret/rotate': { body: () => ({ keepHours: 0 }) },
  'POST /schedules': { body: () => ({ name: 'Office', timeZone: 'Europe/Berlin', week: officeWeek, holidays: [] }) },
  'PATCH /schedules/:scheduleId': {
    body: () => ({
      name: 'Shop',
      timeZone: 'UTC',
      week: officeWeek,
      holidays: [{ date: '2026-12-25', name: 'Christmas', isYearly: true, intervals: [] }],
    }),
  },
  'POST /access-tokens': { body: () => ({ name: 'site', scopes: ['contact.view'], expiresAt: null }) },
  ...visitorSamples,
};

/** Which id a field of a body or query holds, by the field's name: the generated tests put another workspace's there. */
export const idFields: Record<string, string> = {
  agentId: 'agentId',
  departmentId: 'departmentId',
  departmentIds: 'departmentId',
  memberIds: 'agentId',
  reassignTo: 'agentId',
  attachments: 'fileId',
  replyTo: 'messageId',
  from: 'otherContactId',
  mentions: 'agentId',
  scheduleId: 'scheduleId',
  carryOnChannelId: 'channelId',
  conversationId: 'conversationId',
};
