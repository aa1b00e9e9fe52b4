import type { Connection, Types } from 'mongoose';
import type { Migration } from './run-migrations.ts';

const batch = 500;

interface OldContact {
  _id: Types.ObjectId;
  workspaceId: Types.ObjectId;
  name: string;
  createdAt: Date;
  language?: string;
  blocked?: boolean;
}

/** Gives contacts of before kinds, tags and custom fields what lists filter and sort by. All of them wrote from a messenger: leads. */
export const contactsKnowMore: Migration = {
  id: '0001-contacts-know-more',
  title: 'contacts get kind, tags, custom fields and what lists sort and filter by',
  async up(connection, signal) {
    const contacts = connection.collection<OldContact>('contacts');
    for (;;) {
      signal.throwIfAborted();
      const found = await contacts.find({ rev: { $exists: false } }, { limit: batch }).toArray();
      if (found.length === 0) return;
      for (const contact of found) {
        const places = await readPlaces(connection, contact);
        await contacts.updateOne({ _id: contact._id, rev: { $exists: false } }, { $set: { ...valuesOf(contact, places), rev: 1 } });
      }
    }
  },
};

interface Places {
  channelIds: Types.ObjectId[];
  providers: string[];
}

async function readPlaces(connection: Connection, { _id, workspaceId }: OldContact): Promise<Places> {
  const identities = await connection
    .collection<{ channelId: Types.ObjectId }>('identities')
    .find({ workspaceId, contactId: _id }, { projection: { channelId: 1 } })
    .toArray();
  const channelIds = [...new Map(identities.map(({ channelId }) => [channelId.toHexString(), channelId])).values()];
  const channels = await connection
    .collection<{ provider: string }>('channels')
    .find({ _id: { $in: channelIds } }, { projection: { provider: 1 } })
    .toArray();
  return { channelIds, providers: [...new Set(channels.map(({ provider }) => provider))] };
}

/** As the contact's own code wrote it when this migration was made: a migration does not change with the code. */
function valuesOf({ name, createdAt, language, blocked }: OldContact, { channelIds, providers }: Places) {
  const languages = language ? [...new Set([language, language.split('-')[0] ?? language])] : [];
  return {
    kind: 'lead',
    tags: [],
    fields: {},
    channelIds,
    providers,
    activeAt: createdAt,
    nameKey: name.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').trim().slice(0, 100),
    facets: [
      'kind:lead',
      ...(blocked ? ['blocked'] : []),
      ...languages.map((each) => `lang:${each.toLowerCase()}`),
      ...channelIds.map((id) => `ch:${id.toHexString()}`),
      ...providers.map((provider) => `p:${provider}`),
    ],
  };
}
