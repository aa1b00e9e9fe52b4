import { expect, test } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { channelContract } from '../contract/suite.ts';
import { UnreadablePayload } from '../contract/error.ts';
import { widget } from './channel.ts';

const sender = { externalId: 'v_abc', name: 'Visitor' };
const message = (externalId: string) => ({
  type: 'message',
  chatId: 'v_abc',
  externalId,
  sender,
  sentAt: '2026-11-28T10:00:00.000Z',
  content: { text: 'hello' },
});

function connect() {
  return widget.connect(testContext({ settings: { widgetKey: 'wk_test' }, apiRoot: '', now: () => new Date('2026-11-28T10:00:00.000Z') }));
}

channelContract('widget', () => {
  const connection = connect();
  return Promise.resolve({
    channel: widget,
    connection,
    secrets: [],
    payloads: {
      text: { events: [message('v_abc:1')] },
      own: [],
      unknownKind: { events: [{ ...message('v_abc:2'), kind: 'hologram' }] },
      unknownKindName: 'hologram',
      poisoned: { events: [message('v_abc:3'), { type: 'message' }, message('v_abc:4')] },
    },
    failures: { fetching: () => connection.fetchFile('x', new AbortController().signal) },
    fileRef: 'x',
    stop: () => connection.close(),
  });
});

test('what is stored is sent, under the id of the message itself', async () => {
  const sent = await connect().send({ chatId: 'v_abc', messageId: 'm1', text: 'hi', format: 'plain', attachments: [] });

  expect(sent).toEqual({ parts: [{ externalId: 'm1' }] });
});

test('a payload without events can not be read', () => {
  expect(() => connect().parse({ hello: 1 })).toThrow(UnreadablePayload);
});
