import type { Hub } from '../../core/parts/hub.ts';
import type { Visitor, VisitorContact, VisitorConversation } from '../../core/visiting/visitor.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { identityId } from '../contact/recognise.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from '../contact/model.ts';
import { Conversation, type ConversationRecord } from '../conversation/model.ts';

/** Finds out who visitors are. */
export interface VisitorKnower {
  /** Something about this visitor's contact or conversation may be otherwise. */
  ask(visitor: Readonly<Visitor>): void;
  /** Resolves once all that was asked is known. */
  settled(): Promise<void>;
  stop(): void;
}

const waitMs = 150;
const most = 1_000;

type Known = Pick<IdentityRecord, '_id' | 'contactId'>;
type Head = Pick<ConversationRecord, '_id' | 'contactId' | 'channelId' | 'chatId' | 'assigneeId' | 'departmentId' | 'mentions'>;

/** Starts looking up contact and open conversation of whoever comes: those who come together by three reads together. */
export function startKnowingVisitors(hub: Pick<Hub, 'visitors' | 'log'>): VisitorKnower {
  const asked = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const unlisten = hub.visitors.onChange(({ type, visitor }) => {
    if (type === 'came') ask(visitor);
  });

  return {
    ask,
    settled() {
      work();
      return working;
    },
    stop() {
      unlisten();
      clearTimeout(timer);
    },
  };

  function ask({ workspaceId, id }: Readonly<Visitor>): void {
    asked.set(workspaceId, (asked.get(workspaceId) ?? new Set<string>()).add(id));
    timer ??= setTimeout(work, waitMs).unref();
  }

  function work(): void {
    clearTimeout(timer);
    timer = undefined;
    const batches = [...asked];
    asked.clear();
    for (const [workspaceId, ids] of batches) {
      working = working
        .then(() => lookUp(workspaceId, [...ids]))
        .catch((error: unknown) => hub.log.warn({ err: error, workspaceId }, 'who visitors are could not be looked up'));
    }
  }

  async function lookUp(workspaceId: string, ids: string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += most) await know(workspaceId, ids.slice(from, from + most));
  }

  async function know(workspaceId: string, ids: string[]): Promise<void> {
    const visitors = ids.map((id) => hub.visitors.find(workspaceId, id)).filter((visitor) => visitor !== null);
    const found = await readKnown(
      toObjectId(workspaceId),
      visitors.map((visitor) => keyOfVisitor(visitor)),
    );
    for (const visitor of visitors) {
      const contact = found.contactOf(keyOfVisitor(visitor));
      hub.visitors.became(workspaceId, visitor.id, {
        contact: contact && presentContact(contact),
        conversation: contact && presentHead(found.conversationOf(contact, visitor)),
      });
    }
  }
}

async function readKnown(workspaceId: ObjectId, keys: ObjectId[]) {
  const identities = await Identity.find({ _id: { $in: keys }, workspaceId })
    .select({ contactId: 1 })
    .lean<Known[]>();
  const contactIds = identities.map(({ contactId }) => contactId);
  const [contacts, heads] =
    contactIds.length === 0
      ? [[], []]
      : await Promise.all([
          Contact.find({ _id: { $in: contactIds }, workspaceId })
            .select({ name: 1, kind: 1, avatarFileId: 1, blocked: 1 })
            .lean<Pick<ContactRecord, '_id' | 'name' | 'kind' | 'avatarFileId' | 'blocked'>[]>(),
          Conversation.find({ workspaceId, contactId: { $in: contactIds }, provider: 'widget', status: { $ne: 'closed' } })
            .sort({ lastMessageAt: -1 })
            .select({ contactId: 1, channelId: 1, chatId: 1, assigneeId: 1, departmentId: 1, mentions: 1 })
            .lean<Head[]>(),
        ]);
  const contactOfKey = new Map(identities.map(({ _id, contactId }) => [_id.toHexString(), contactId.toHexString()]));
  const byId = new Map(contacts.map((contact) => [contact._id.toHexString(), contact]));
  return {
    contactOf: (key: ObjectId) => byId.get(contactOfKey.get(key.toHexString()) ?? '') ?? null,
    /** Of an anonymous browser only what was said in it; of somebody the site signed for, all of theirs. */
    conversationOf: ({ _id }: { _id: ObjectId }, { identity, isVerified }: Readonly<Visitor>) =>
      heads.find(
        ({ contactId, chatId }) => contactId.equals(_id) && (isVerified || chatId === identity || chatId.startsWith(`${identity}/`)),
      ) ?? null,
  };
}

function keyOfVisitor({ channelId, identity }: Readonly<Visitor>): ObjectId {
  return identityId(toObjectId(channelId), identity);
}

function presentContact({
  _id,
  name,
  kind,
  avatarFileId,
  blocked,
}: Pick<ContactRecord, '_id' | 'name' | 'kind' | 'avatarFileId' | 'blocked'>): VisitorContact {
  return {
    id: _id.toHexString(),
    name,
    avatarFileId: avatarFileId?.toHexString() ?? null,
    isAnonymous: kind === 'anonymous',
    isBlocked: blocked,
  };
}

function presentHead(head: Head | null): VisitorConversation | null {
  return (
    head && {
      id: head._id.toHexString(),
      assigneeId: head.assigneeId?.toHexString() ?? null,
      departmentId: head.departmentId?.toHexString() ?? null,
      mentions: (head.mentions ?? []).map((id) => id.toHexString()),
    }
  );
}
