import { expect, test } from 'vitest';
import { systemActor } from '../../../core/actor.ts';
import { sendVisitorMessage, subscribeVisitor } from '../../../api/widget/calls.ts';
import { visit } from '../../../realtime/widget/visitor.fixture.ts';
import { createPushBrowser } from '../../../test/push/browser.ts';
import { useHub } from '../../../test/start-hub.ts';
import type { ExportRecord } from './export-record.ts';
import { exportRecords } from './export-records.ts';

const hub = useHub();

test("of a visitor's browsers that take pushes is told since when they do, and nothing by which they could be reached", async () => {
  const visitor = await visit(hub());
  const { conversation } = await visitor.call(sendVisitorMessage, { body: { clientId: 'first', text: 'Tell me' } });
  const { keys } = createPushBrowser();
  const endpoint = 'https://push.example.com/send/a-secret-address';
  await visitor.call(subscribeVisitor, { body: { endpoint, keys, language: 'en' } });
  const silent = await visit(hub());
  await silent.call(sendVisitorMessage, { body: { clientId: 'other', text: 'Tell me nothing' } });

  const records: ExportRecord[] = [];
  for await (const record of exportRecords(hub().hub, systemActor(hub().workspaceId), { withFiles: false })) records.push(record);

  const identities = records.flatMap((each) => (each.kind === 'identities' ? [each.record] : []));
  const told = identities.map((record) => ('toldOfAnswersSince' in record ? record.toldOfAnswersSince : null));
  expect(told.filter((since) => since !== null)).toEqual([[expect.stringMatching(/^\d{4}-/)]]);
  expect(identities).toHaveLength(2);
  expect(records.some(({ kind, record }) => kind === 'conversations' && 'id' in record && record.id === conversation.id)).toBe(true);
  const whole = JSON.stringify(records);
  for (const secret of [endpoint, keys.p256dh, keys.auth, visitor.secret ?? 'none']) expect(whole).not.toContain(secret);
});
