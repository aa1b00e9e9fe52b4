import { describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/contact-merges.ts';
import { getContact as getContactEndpoint, eraseContact } from '../../../api/customers/contacts.ts';
import { systemActor } from '../../../core/actor.ts';
import { buildAgent, signIn } from '../../../test/factories.ts';
import { Contact, Identity } from '../../contact/model.ts';
import { recogniseContact } from '../../contact/recognise.ts';
import { listContacts } from '../../contact/list-contacts.ts';
import { Conversation } from '../../conversation/model.ts';
import { openConversation } from '../../conversation/open.ts';
import { ConversationSlot } from '../../conversation/slot.ts';
import { Message } from '../../timeline/model.ts';
import { updateContact } from '../contact/update-contact.ts';
import { mergeContacts } from './merge-contacts.ts';
import { Merge } from './model.ts';
import { resumeMerges } from './resume-merges.ts';
import { undoMerge } from './undo-merge.ts';
import { useMerging } from './merge.fixture.ts';

const m = useMerging();

describe('merging', () => {
  test('moves accounts, chats and conversations, puts both together and tells it', async () => {
    const { contact, mergeId } = await m.merge();
    await m.hub.announcer.settled();

    expect(contact).toMatchObject({
      name: 'Ann',
      kind: 'known',
      externalUserId: 'u-2',
      language: 'de',
      phones: ['+1 555 0001', '+1 555 0002'],
      notes: 'first\n\nsecond',
      tags: ['vip', 'late'],
      fields: { plan: 'pro' },
    });
    const of = { contactId: m.ann.contact._id };
    expect(await Promise.all([Identity.countDocuments(of), ConversationSlot.countDocuments(of), Conversation.countDocuments(of)])).toEqual([
      2, 2, 2,
    ]);
    const moved = await Conversation.findById(m.anna.conversation._id).orFail().lean();
    expect([moved.contact.name, moved.terms.includes('15550001') || moved.terms.includes('0001')]).toEqual(['Ann', true]);
    expect(await Message.find({ kind: 'event', 'event.type': 'merged' }).lean()).toMatchObject([
      {
        conversationId: m.anna.conversation._id,
        author: { name: 'Mia' },
        event: { data: { mergeId: mergeId.toHexString(), from: { name: 'Anna Summer' } } },
      },
    ]);
    expect(new Set(m.told)).toEqual(new Set(['contact.merged', 'contact.changed']));
    expect((await listContacts(systemActor(m.workspaceId), {})).items.map(({ name }) => name)).toEqual(['Ann']);
    await expect(m.client.call(getContactEndpoint, { params: { contactId: m.ids().fromId } })).rejects.toMatchObject({
      status: 404,
      details: { mergedInto: m.ids().contactId },
    });
  });

  test('is shown before it is done, field by field, and the preview changes nothing', async () => {
    const before = await m.everything();

    const preview = await m.client.call(api.previewMerge, { params: { contactId: m.ids().contactId }, body: { from: m.ids().fromId } });

    expect(Object.fromEntries(preview.fields.map(({ field, outcome }) => [field, outcome]))).toEqual({
      name: 'dropped',
      externalUserId: 'added',
      username: 'dropped',
      phones: 'combined',
      language: 'added',
      notes: 'combined',
      tags: 'combined',
      'field:plan': 'added',
    });
    expect(preview.moves).toEqual({ identities: 1, conversations: 1, files: 2 });
    expect(await m.everything()).toEqual(before);
  });

  test('reaches conversations that the agent does not see', async () => {
    await Conversation.updateOne({ _id: m.anna.conversation._id }, { $set: { assigneeId: m.workspaceId } });
    const { user } = await buildAgent(m.hub, { workspaceId: m.workspaceId, role: 'agent', scope: 'own' });
    const own = m.http.client({ headers: await signIn(m.hub, user._id) });

    await own.call(api.mergeContacts, { params: { contactId: m.ids().contactId }, body: { from: m.ids().fromId } });

    expect(await Conversation.countDocuments({ contactId: m.ann.contact._id })).toBe(2);
  });

  test('a message that comes meanwhile is in a conversation of the contact that stays', async () => {
    const channel = { id: m.anna.channelId, workspaceId: m.workspaceId, provider: 'telegram' };
    // A webhook that read the old contact before the merge, and opens a conversation for it afterwards.
    const stale = await recogniseContact(m.hub, channel, { externalId: '2', name: 'Anna Summer' });
    await m.merge();
    const late = await openConversation(m.hub, { channel, chatId: 'other', ...stale });
    m.now = new Date(m.now.getTime() + 61_000);

    await resumeMerges(m.hub);

    expect((await Conversation.findById(late._id).orFail().lean()).contactId).toEqual(m.ann.contact._id);
    expect((await recogniseContact(m.hub, channel, { externalId: '2', name: 'Anna Summer' })).contact._id).toEqual(m.ann.contact._id);
  });

  test('of two merges of the same contacts at once one is done and the other refused', async () => {
    const actor = systemActor(m.workspaceId);
    const { contactId, fromId } = m.ids();

    const results = await Promise.allSettled([
      mergeContacts(m.hub, actor, { contactId, fromId }),
      mergeContacts(m.hub, actor, { contactId: fromId, fromId: contactId }),
    ]);
    m.now = new Date(m.now.getTime() + 61_000);
    await resumeMerges(m.hub);

    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    expect(await Contact.countDocuments({ workspaceId: m.workspaceId, merging: { $exists: true } })).toBe(0);
    expect(await Contact.countDocuments({ workspaceId: m.workspaceId, mergedInto: { $exists: true } })).toBeLessThanOrEqual(1);
  });

  const steps = ['begun', 'half-held', 'held', 'ended', 'applied', 'listed', 'identities', 'conversation', 'moved', 'released'];
  test.each(steps)('that dies at %s is finished by the sweep, as if nothing had happened, and can be undone', async (step) => {
    const before = await m.everything();
    await expect(m.merge(m.dyingAt(`merge.${step}`))).rejects.toThrow('died');
    m.now = new Date(m.now.getTime() + 61_000);

    await resumeMerges(m.hub);

    const stays = await Contact.findById(m.ann.contact._id).orFail().lean();
    expect(stays).toMatchObject({ notes: 'first\n\nsecond', tags: ['vip', 'late'], externalUserId: 'u-2' });
    expect(stays.merging).toBeUndefined();
    const of = { contactId: m.ann.contact._id };
    expect(await Promise.all([Identity.countDocuments(of), ConversationSlot.countDocuments(of), Conversation.countDocuments(of)])).toEqual([
      2, 2, 2,
    ]);
    const { _id } = await Merge.findOne({ state: 'done' }).orFail().lean();
    await undoMerge(m.hub, systemActor(m.workspaceId), _id.toHexString());
    expect(await m.everything()).toEqual(before);
  });
});

test('erasing a contact leaves nothing of those that were merged into it', async () => {
  await m.merge();
  await m.client.call(eraseContact, { params: { contactId: m.ids().contactId } });

  const of = { workspaceId: m.workspaceId };
  const left = await Promise.all([
    Contact.countDocuments(of),
    Identity.countDocuments(of),
    Conversation.countDocuments(of),
    ConversationSlot.countDocuments(of),
    Merge.countDocuments(of),
  ]);
  expect(left).toEqual([0, 0, 0, 0, 0]);
});

test('duplicates are m.told by phone however it is written, by e-mail, and by name on the same channel', async () => {
  const actor = systemActor(m.workspaceId);
  await updateContact(m.hub, actor, m.anna.contact._id, { phones: ['15550001'], emails: ['a@example.com'] });
  await updateContact(m.hub, actor, m.ann.contact._id, { emails: ['a@example.com'] });
  const channel = { id: m.ann.channelId, workspaceId: m.workspaceId, provider: 'telegram' };
  const namesake = await recogniseContact(m.hub, channel, { externalId: '99', name: 'ANN' });

  const { items } = await m.client.call(api.listDuplicates, { params: { contactId: m.ids().contactId } });

  expect(items.map(({ contact, reasons }) => [contact.id, reasons])).toEqual([
    [m.ids().fromId, ['phone', 'email']],
    [namesake.contact._id.toHexString(), ['name']],
  ]);
});

test('merges of a contact are listed with what moved, by whom, and until when they can be undone', async () => {
  await m.merge();

  const { items } = await m.client.call(api.listMerges, { params: { contactId: m.ids().contactId } });

  expect(items).toMatchObject([
    {
      from: { id: m.ids().fromId, name: 'Anna Summer' },
      state: 'done',
      moved: { identities: 1, conversations: 1 },
      by: { name: 'Mia' },
      undoUntil: '2037-05-31T10:00:00.000Z',
    },
  ]);
});
