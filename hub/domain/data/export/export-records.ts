import type { ConversationView } from '../../../api/customers/conversations.ts';
import type { MessageView } from '../../../api/customers/messages.ts';
import { authorize, systemActor, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { pageBy } from '../../../database/keyset.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { Channel, type ChannelRecord } from '../../channel/model.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from '../../contact/model.ts';
import { presentContact, presentIdentity } from '../../contact/present.ts';
import { Conversation, type ConversationRecord } from '../../conversation/model.ts';
import { presentConversation } from '../../conversation/present.ts';
import { listVisitorPushes } from '../../push/visitors/subscriptions.ts';
import { listViews } from '../../saved-view/find-views.ts';
import { presentView } from '../../saved-view/present.ts';
import { listTags } from '../../tag/get-tag.ts';
import { presentTag } from '../../tag/present.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { presentMessage } from '../../timeline/present.ts';
import { eachVisitPage, presentPageVisit } from '../../visitor/visits/page-visits.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { presentWorkspace } from '../../workspace/present.ts';
import { readProviders } from '../contact/describe-contact.ts';
import { exportFiles, fileNames } from './export-files.ts';
import type { ExportRecord } from './export-record.ts';

type ExportTools = Pick<Hub, 'secrets' | 'now' | 'baseUrl' | 'files'>;
type Paged<Item> = (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>;

const pageSize = 200;

/**
 * Everything of a workspace, or of one contact, record by record as the API shows it: no sealed settings, no keys, no signed links.
 * Reads a page at a time, so memory stays the same whatever the size; what changes meanwhile is there as it was when its page was
 * read. Throws contact.unknown.
 */
export async function* exportRecords(
  hub: ExportTools,
  actor: Actor,
  options: { contactId?: string | undefined; withFiles: boolean },
): AsyncGenerator<ExportRecord> {
  authorize(actor, 'data.export');
  const contact = options.contactId === undefined ? null : await getContact(actor, options.contactId);
  await recordAudit(hub, actor, {
    action: 'data.exported',
    target: contact ? { type: 'contact', id: contact._id } : { type: 'workspace', id: actor.workspaceId },
  });
  yield { kind: 'workspace', record: presentWorkspace(await getWorkspace(actor.workspaceId)) };
  yield* channelRecords(actor.workspaceId);
  if (!contact) yield* settingRecords(actor.workspaceId);
  yield* contactRecords(hub, actor.workspaceId, contact);
  for await (const conversation of conversationsOf(actor.workspaceId, contact)) {
    yield { kind: 'conversations', record: withoutPicture(presentConversation(hub, conversation)) };
  }
  yield* messageRecords(hub, actor.workspaceId, contact, options.withFiles);
}

async function* channelRecords(workspaceId: ObjectId): AsyncGenerator<ExportRecord> {
  const channels = eachOf((cursor) =>
    pageBy<ChannelRecord>(Channel, {
      filter: { workspaceId },
      sort: [
        { field: 'createdAt', direction: 1, type: 'date' },
        { field: '_id', direction: 1, type: 'id' },
      ],
      cursor,
      limit: pageSize,
    }),
  );
  for await (const { _id, provider, name, account, createdAt } of channels) {
    yield {
      kind: 'channels',
      record: { id: _id.toHexString(), provider, name, account: account && { ...account }, createdAt: createdAt.toISOString() },
    };
  }
}

/** What the team made to sort its work by. Private views and drafts are their agents' own, and stay out. */
async function* settingRecords(workspaceId: ObjectId): AsyncGenerator<ExportRecord> {
  const tags = eachOf((cursor) => listTags({ workspaceId }, { cursor, limit: pageSize }));
  for await (const tag of tags) yield { kind: 'tags', record: presentTag(tag) };
  for (const view of await listViews(systemActor(workspaceId))) yield { kind: 'views', record: presentView(view) };
}

async function* contactRecords(hub: ExportTools, workspaceId: ObjectId, only: ContactRecord | null): AsyncGenerator<ExportRecord> {
  const pages: Paged<ContactRecord> = only
    ? async () => ({ items: [only], nextCursor: null })
    : (cursor) =>
        pageBy<ContactRecord>(Contact, {
          filter: { workspaceId, erasingAt: { $exists: false } },
          sort: [
            { field: 'createdAt', direction: -1, type: 'date' },
            { field: '_id', direction: -1, type: 'id' },
          ],
          cursor,
          limit: pageSize,
        });
  for await (const contacts of eachPage(pages)) {
    for (const contact of contacts) yield { kind: 'contacts', record: { ...presentContact(hub, contact), avatarUrl: null } };
    const identities = await Identity.find({ workspaceId, contactId: { $in: contacts.map(({ _id }) => _id) } })
      .sort({ contactId: 1 })
      .lean<IdentityRecord[]>();
    const providers = await readProviders(identities.map(({ channelId }) => channelId));
    const pushes = await listVisitorPushes(
      workspaceId,
      identities.map(({ _id }) => _id),
    );
    for (const identity of identities) {
      const view = presentIdentity(identity, providers.get(identity.channelId.toHexString()) ?? '');
      // Of browsers that tell them of answers only since when: where these take pushes is as good as a key.
      const toldSince = pushes.filter(({ identityId }) => identityId.equals(identity._id)).map(({ createdAt }) => createdAt.toISOString());
      yield {
        kind: 'identities',
        record: { ...view, contactId: identity.contactId.toHexString(), ...(toldSince.length > 0 && { toldOfAnswersSince: toldSince }) },
      };
    }
    const contactOf = new Map(identities.map(({ _id, contactId }) => [_id.toHexString(), contactId.toHexString()]));
    for await (const visit of eachOf((cursor) =>
      eachVisitPage(
        workspaceId,
        identities.map(({ _id }) => _id),
        cursor,
      ),
    ))
      yield { kind: 'pageVisits', record: { ...presentPageVisit(visit), contactId: contactOf.get(visit.visitorKey.toHexString()) } };
  }
}

/** A link runs out, and would let whoever has the export in until then. */
function withoutPicture({ contact: { avatarUrl: _signed, ...contact }, ...conversation }: ConversationView): ConversationView {
  return { ...conversation, contact };
}

/** By number, which never changes, so that none is met twice or left out while the inbox moves on. */
function conversationsOf(workspaceId: ObjectId, only: ContactRecord | null): AsyncGenerator<ConversationRecord> {
  return eachOf((cursor) =>
    pageBy<ConversationRecord>(Conversation, {
      filter: { workspaceId, ...(only && { contactId: only._id }) },
      sort: [{ field: 'number', direction: 1, type: 'number' }],
      cursor,
      limit: pageSize,
    }),
  );
}

async function* messageRecords(
  hub: ExportTools,
  workspaceId: ObjectId,
  only: ContactRecord | null,
  withFiles: boolean,
): AsyncGenerator<ExportRecord> {
  const sharedFiles = new Set<string>();
  for await (const { _id: conversationId } of conversationsOf(workspaceId, only)) {
    for await (const messages of messagePages(workspaceId, conversationId)) {
      for (const message of messages) yield { kind: 'messages', record: withoutLinks(hub, message, withFiles) };
      if (withFiles) yield* exportFiles(hub, workspaceId, messages, sharedFiles);
    }
  }
}

async function* messagePages(workspaceId: ObjectId, conversationId: ObjectId): AsyncGenerator<MessageRecord[]> {
  for (let after = 0; ;) {
    const messages = await Message.find({ workspaceId, conversationId, seq: { $gt: after } })
      .sort({ seq: 1 })
      .limit(pageSize)
      .lean<MessageRecord[]>();
    const last = messages.at(-1);
    if (!last) return;
    yield messages;
    after = last.seq;
  }
}

/** A message whose attachments name the exported file instead of a link that runs out. */
function withoutLinks(hub: ExportTools, message: MessageRecord, withFiles: boolean): object {
  const view: MessageView = presentMessage(hub, message);
  const names = fileNames(message);
  return {
    ...view,
    attachments: view.attachments.map((attachment, index) => ({
      ...attachment,
      url: null,
      file: withFiles ? (names[index] ?? null) : null,
    })),
  };
}

async function* eachPage<Item>(pages: Paged<Item>): AsyncGenerator<Item[]> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await pages(cursor);
    if (items.length > 0) yield items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function* eachOf<Item>(pages: Paged<Item>): AsyncGenerator<Item> {
  for await (const items of eachPage(pages)) yield* items;
}

/** How many conversations there are to go through, for a progress line. */
export async function countConversations(actor: Actor, contactId: string | undefined): Promise<number> {
  return Conversation.countDocuments({ workspaceId: actor.workspaceId, ...(contactId && { contactId: toObjectId(contactId) }) });
}
