import { expect, test } from 'vitest';
import { createQuickReply, deleteQuickReply, updateQuickReply } from '../api/customers/quick-replies.ts';
import { createView, deleteView, updateView } from '../api/customers/saved-views.ts';
import { createClient } from '../api/client.ts';
import { createDepartment, deleteDepartment, updateDepartment } from '../api/team/departments.ts';
import type { ChangedNoun } from '../api/realtime.ts';
import { connectConsole, removeConsole, updateConsole } from '../api/team/consoles.ts';
import { updateWorkspace } from '../api/team/workspaces.ts';
import { signIn } from '../test/factories.ts';
import { eraseContact } from '../api/customers/contacts.ts';
import { useHub } from '../test/start-hub.ts';
import { openWindow } from './connect.fixture.ts';
import { startTalk } from './talk.fixture.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });

test("whatever one browser changes in the settings, a colleague's browser hears to read it again", async () => {
  const [owner, colleague] = [await hub().addAgent({ role: 'owner' }), await hub().addAgent({ role: 'agent' })];
  const { call } = createClient({
    baseUrl: hub().url,
    workspaceId: hub().workspaceId.toHexString(),
    headers: await signIn(hub().hub, owner.user._id),
  });
  const window = await openWindow(hub(), colleague);
  const hears = async (noun: ChangedNoun, change: Promise<unknown>, id?: string) => {
    await change;
    expect(await window.hear('changed', (told) => told.noun === noun && told.id === id)).toBeDefined();
    window.forget();
  };

  const department = await call(createDepartment, { body: { name: 'Support' } });
  await hears('departments', Promise.resolve(), department.id);
  await hears('departments', call(updateDepartment, { params: { departmentId: department.id }, body: { name: 'Help' } }), department.id);
  await hears('departments', call(deleteDepartment, { params: { departmentId: department.id } }), department.id);

  const quickReply = await call(createQuickReply, { body: { shortcut: 'hi', title: 'Hello', text: 'Hello!' } });
  const quickReplyId = quickReply.id;
  await hears('quick-replies', Promise.resolve(), quickReplyId);
  await hears('quick-replies', call(updateQuickReply, { params: { quickReplyId }, body: { text: 'Hi!' } }), quickReplyId);
  await hears('quick-replies', call(deleteQuickReply, { params: { quickReplyId } }), quickReplyId);

  const view = await call(createView, { body: { list: 'conversations', name: 'Open', filters: { status: 'open' }, isShared: true } });
  await hears('views', Promise.resolve(), view.id);
  await hears('views', call(updateView, { params: { viewId: view.id }, body: { name: 'Opened' } }), view.id);
  await hears('views', call(deleteView, { params: { viewId: view.id } }), view.id);

  await hears('workspace', call(updateWorkspace, { body: { name: 'Another name' } }));

  const bot = hub().telegram.createBot({ username: 'team_bot' });
  await hears('console', call(connectConsole, { body: { botToken: bot.token, delivery: 'polling' } }));
  await hears('console', call(updateConsole, { body: { escalateAfterMinutes: 30 } }));
  await hears('console', call(removeConsole, {}));
});

test("an erased customer's conversation leaves every list and every screen", async () => {
  const { conversation } = await startTalk(hub());
  const window = await openWindow(hub(), await hub().addAgent({ role: 'agent' }));
  await window.ask('conversation.watch', { conversationId: conversation.id, after: conversation.seq });

  await hub().client.call(eraseContact, { params: { contactId: conversation.contact.id } });

  expect(await window.hear('conversation.gone')).toEqual({ conversationId: conversation.id });
});
