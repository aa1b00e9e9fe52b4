import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/contact-merges.ts';
import { systemActor } from '../../../core/actor.ts';
import { endBlocks } from '../../../console/due/unblock.ts';
import { TimedBlock } from '../../console/records/block.ts';
import { Contact } from '../../contact/model.ts';
import { recogniseContact } from '../../contact/recognise.ts';
import { Conversation } from '../../conversation/model.ts';
import { openConversation } from '../../conversation/open.ts';
import { blockContact } from '../contact/block-contact.ts';
import { updateContact } from '../contact/update-contact.ts';
import { buildTalk } from '../talk.fixture.ts';
import { mergeContacts } from './merge-contacts.ts';
import { Merge } from './model.ts';
import { resumeMerges } from './resume-merges.ts';
import { undoMerge } from './undo-merge.ts';
import { useMerging } from './merge.fixture.ts';

const m = useMerging();

describe('undoing a merge', () => {
  test('gives both back exactly as they were', async () => {
    const before = await m.everything();
    const { mergeId } = await m.merge();

    const { conflicts } = await m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect(conflicts).toEqual([]);
    expect(await m.everything()).toEqual(before);
    await expect(m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } })).rejects.toMatchObject({
      code: 'merge.not-undoable',
      details: { reason: 'undone-already' },
    });
  });

  test.each(['begun', 'held', 'restored', 'back', 'identities', 'moved'])('that dies at %s is finished by the sweep', async (step) => {
    const before = await m.everything();
    const { mergeId } = await m.merge();
    await expect(undoMerge(m.dyingAt(`undo.${step}`), systemActor(m.workspaceId), mergeId.toHexString())).rejects.toThrow('died');
    m.now = new Date(m.now.getTime() + 61_000);

    await resumeMerges(m.hub);

    expect(await m.everything()).toEqual(before);
  });

  test('keeps what somebody changed since, and says so', async () => {
    const { mergeId } = await m.merge();
    await updateContact(m.hub, systemActor(m.workspaceId), m.ann.contact._id, {
      language: 'fr',
      tags: ['vip', 'late', 'new'],
      name: 'Ann Lee',
    });

    const { contact, restored, conflicts } = await m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect(contact).toMatchObject({ name: 'Ann Lee', language: 'fr', tags: ['vip', 'new'], notes: 'first', externalUserId: null });
    expect(restored).toMatchObject({ name: 'Anna Summer', language: 'de', externalUserId: 'u-2' });
    expect(conflicts).toEqual([{ field: 'language', reason: 'changed-since' }]);
  });

  test('gives back what was begun in the moved chats since', async () => {
    const { mergeId } = await m.merge();
    await Conversation.updateOne({ _id: m.anna.conversation._id }, { $set: { live: false, status: 'closed' } });
    const channel = { id: m.anna.channelId, workspaceId: m.workspaceId, provider: 'telegram' };
    const known = await recogniseContact(m.hub, channel, { externalId: '2', name: 'Anna' });
    const later = await openConversation(m.hub, { channel, chatId: '2', ...known });

    await m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect((await Conversation.findById(later._id).orFail().lean()).contactId).toEqual(m.anna.contact._id);
  });

  test('is refused after 30 days, when the contact that ended is gone for good', async () => {
    const { mergeId } = await m.merge();
    m.now = new Date(m.now.getTime() + 31 * 24 * 3_600_000);

    await expect(undoMerge(m.hub, systemActor(m.workspaceId), mergeId.toHexString())).rejects.toMatchObject({ code: 'merge.not-undoable' });
    await resumeMerges(m.hub);
    await Merge.updateMany({}, { $set: { dueAt: m.now } });
    await resumeMerges(m.hub);

    expect(await Contact.countDocuments({ workspaceId: m.workspaceId })).toBe(1);
    expect(await Merge.countDocuments({})).toBe(0);
  });

  test('of a contact that was merged onward asks for the later merge to be undone first', async () => {
    const { mergeId } = await m.merge();
    const bob = await buildTalk(m.hub, m.workspaceId, { name: 'Bob', chatId: '3' });
    const later = await mergeContacts(m.hub, systemActor(m.workspaceId), {
      contactId: bob.contact._id.toHexString(),
      fromId: m.ids().contactId,
    });

    await expect(m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } })).rejects.toMatchObject({
      code: 'merge.not-undoable',
      details: { reason: 'merged-onward' },
    });
    await m.client.call(api.undoMerge, { params: { mergeId: later.mergeId.toHexString() } });
    await m.client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });
    expect(await Promise.all([m.ann, m.anna, bob].map(({ contact }) => Conversation.countDocuments({ contactId: contact._id })))).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('a block for a time of the contact that ended', () => {
  const minute = 60_000;
  const isBlocked = async () =>
    Promise.all([m.ann, m.anna].map(async ({ contact }) => (await Contact.findById(contact._id).orFail()).blocked));
  const timed = async () => (await TimedBlock.find({}).lean()).map(({ _id }) => _id);

  beforeEach(async () => {
    const { _id } = m.anna.contact;
    await blockContact(m.hub, systemActor(m.workspaceId), _id, true);
    await TimedBlock.create({ _id, workspaceId: m.workspaceId, until: new Date(m.now.getTime() + minute) });
  });

  test('is its own again after an undo, and the other is not blocked', async () => {
    const { mergeId } = await m.merge();
    expect(await isBlocked()).toEqual([true, true]);

    await undoMerge(m.hub, systemActor(m.workspaceId), mergeId.toHexString());

    expect(await isBlocked()).toEqual([false, true]);
    expect(await timed()).toEqual([m.anna.contact._id]);
  });

  test('that is over before the undo is over for both', async () => {
    const { mergeId } = await m.merge();
    m.now = new Date(m.now.getTime() + 2 * minute);
    await endBlocks({ hub: m.hub, workspaceId: m.workspaceId });

    const { conflicts } = await undoMerge(m.hub, systemActor(m.workspaceId), mergeId.toHexString());

    expect(conflicts).toEqual([]);
    expect(await isBlocked()).toEqual([false, false]);
    expect(await timed()).toEqual([]);
  });
});
