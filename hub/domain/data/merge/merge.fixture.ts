import { beforeEach } from 'vitest';
import type { Client } from '../../../api/client.ts';
import type { FactType } from '../../../api/facts.ts';
import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildToken, buildWorkspace } from '../../../test/factories.ts';
import { createTestHub, startHttp, type TestHttp } from '../../../test/start-http.ts';
import { Contact, Identity } from '../../contact/model.ts';
import { Conversation } from '../../conversation/model.ts';
import { ConversationSlot } from '../../conversation/slot.ts';
import { createCustomField } from '../../custom-field/save-custom-field.ts';
import { contactRoutes } from '../contact/routes.ts';
import { updateContact } from '../contact/update-contact.ts';
import { buildTalk, type Talk } from '../talk.fixture.ts';
import { mergeContacts } from './merge-contacts.ts';
import { mergeRoutes } from './routes.ts';

/** Ann, and Anna who is the same person, with their talks. */
interface Both {
  http: TestHttp;
  client: Client;
  workspaceId: ObjectId;
  ann: Talk;
  anna: Talk;
}

/** What tests of merging work with: two contacts of one person, anew for each test, and a clock that a test may set. */
export interface Merging extends Both {
  hub: Hub;
  now: Date;
  told: FactType[];
  ids(): { contactId: string; fromId: string };
  /** Merges Anna into Ann, as Mia. */
  merge(tools?: Hub): ReturnType<typeof mergeContacts>;
  /** Everything there is of both, to compare before and after. */
  everything(): Promise<object>;
  /** A hub that dies at a step. */
  dyingAt(step: string): Hub;
}

/** Gives each test of a file what merging works with; it is filled before each. */
export function useMerging(): Merging {
  useDatabase();
  const clock: Pick<Merging, 'now'> = { now: new Date() };
  const hub = createTestHub({ now: () => clock.now });
  // The rest is there once a test runs: `beforeEach` puts it in.
  const merging: Merging = {
    hub,
    get now() {
      return clock.now;
    },
    set now(now) {
      clock.now = now;
    },
    told: [] as FactType[],
    ids: () => ({ contactId: merging.ann.contact._id.toHexString(), fromId: merging.anna.contact._id.toHexString() }),
    merge: (tools: Hub = hub) => mergeContacts(tools, systemActor(merging.workspaceId, 'Mia'), merging.ids()),
    everything: () => readEverything(merging.workspaceId),
    dyingAt: (step: string) => ({
      ...hub,
      step(name: string) {
        if (name === step) throw new Error('died');
      },
    }),
  } as Merging;
  beforeEach(async () => {
    merging.now = new Date('2037-05-01T10:00:00Z');
    Object.assign(merging, await buildBoth(hub));
    merging.told = [];
    return hub.facts.on(['contact.changed', 'contact.merged'], 'test', ({ type }) => void merging.told.push(type));
  });
  return merging;
}

async function buildBoth(hub: Hub): Promise<Both> {
  const http = await startHttp(hub, { routes: [...mergeRoutes(hub), ...contactRoutes(hub)] });
  const workspaceId = (await buildWorkspace(hub))._id;
  const client = http.client({ token: await buildToken(hub, workspaceId) });
  const actor = systemActor(workspaceId);
  await createCustomField(hub, actor, { key: 'plan', name: 'Plan', type: 'text', isShownInInbox: true });
  const ann = await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });
  const anna = await buildTalk(hub, workspaceId, { name: 'Anna Summer', chatId: '2' });
  await updateContact(hub, actor, ann.contact._id, { phones: ['+1 555 0001'], notes: 'first', tags: ['vip'] });
  await updateContact(hub, actor, anna.contact._id, {
    phones: ['+1 555 0002'],
    notes: 'second',
    tags: ['vip', 'late'],
    externalUserId: 'u-2',
    language: 'de',
    fields: { plan: 'pro' },
  });
  return { http, client, workspaceId, ann, anna };
}

async function readEverything(workspaceId: ObjectId) {
  const contacts = await Contact.find({ workspaceId }).sort({ _id: 1 }).lean();
  const [identities, slots, conversations] = await Promise.all([
    Identity.find({ workspaceId }).sort({ _id: 1 }).lean(),
    ConversationSlot.find({ workspaceId }).sort({ _id: 1 }).lean(),
    Conversation.find({ workspaceId }).sort({ _id: 1 }).select({ contactId: 1, contact: 1, terms: 1 }).lean(),
  ]);
  return {
    contacts: contacts.map(({ rev: _rev, updatedAt: _at, facets, terms, ...rest }) => ({
      ...rest,
      facets: [...facets].sort(),
      terms: [...terms].sort(),
    })),
    identities,
    slots,
    conversations: conversations.map(({ terms, ...rest }) => ({ ...rest, terms: [...terms].sort() })),
  };
}
