import { describe, expect, it } from 'vitest';
import { writeCallbackData } from '../callback-data.ts';
import { webhook } from '../number.fixture.ts';
import { parsePayload } from './parse.ts';

const ours = '106540352242922';
const eventsOf = (...statuses: object[]) =>
  parsePayload(webhook(ours, { statuses }), ours, () => {}).map((element) => ('event' in element ? element.event : element));
const status = (fields: object) => ({ id: 'wamid.S', timestamp: '1750030073', recipient_id: '16505551234', ...fields });

describe('a status', () => {
  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
  ])('%s is told as %s', (given, state) => {
    expect(eventsOf(status({ status: given }))).toEqual([
      { type: 'receipt', chatId: '16505551234', externalIds: ['wamid.S'], state, at: new Date(1_750_030_073_000) },
    ]);
  });

  it('failed says why, in our word and in theirs', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours have passed' } }];
    expect(eventsOf(status({ status: 'failed', errors }))).toMatchObject([
      { state: 'failed', reason: 'window-closed', detail: 'More than 24 hours have passed (131047)' },
    ]);
    expect(eventsOf(status({ status: 'failed' }))).toMatchObject([{ state: 'failed' }]);
  });

  it('finds the chat by the id we sent to, or by the scoped id where there is no other', () => {
    const ours = { messageId: '65f0c0ffee65f0c0ffee65f0', chatId: 'US.134' };
    const biz_opaque_callback_data = writeCallbackData({ ...ours, pieces: 1 });
    expect(eventsOf(status({ status: 'read', biz_opaque_callback_data }))).toMatchObject([ours]);
    const [ofMany] = eventsOf(status({ status: 'read', biz_opaque_callback_data: writeCallbackData({ ...ours, pieces: 2 }) }));
    expect(ofMany).toMatchObject({ chatId: 'US.134' });
    expect(ofMany).not.toHaveProperty('messageId');
    expect(eventsOf(status({ status: 'read', biz_opaque_callback_data: 'of another program' }))).toMatchObject([{ chatId: '16505551234' }]);
    expect(eventsOf(status({ status: 'read', recipient_id: '', recipient_user_id: 'US.9' }))).toMatchObject([{ chatId: 'US.9' }]);
  });

  it('of a group, of a call or of a kind to come says nothing', () => {
    expect(
      eventsOf(status({ status: 'read', recipient_type: 'group' }), status({ status: 'warning' }), status({ status: 'toString' })),
    ).toEqual([]);
  });
});
