import { chats, Contact, contacts, ensureChat, findContact, messages, type Chat } from '../chats.ts';
import { MessageKey } from '../message.ts';
import { ask, page } from '../state.ts';
import { createWid, type Wid } from '../wid.ts';

const links = /https?:\/\/[^\s<>"]+/g;
const getter =
  (name: 'name' | 'isListed') =>
  ({ raw }: Contact) =>
    raw[name];

async function exists(wid: Wid): Promise<{ wid: Wid } | null> {
  const found = await ask('exists', { id: wid._serialized });
  return typeof found === 'string' ? { wid: createWid(found) } : null;
}

/** Chats, people and messages by their ids. */
export const finding: Record<string, unknown> = {
  WAWebCollections: {
    Msg: messages,
    Chat: chats,
    Contact: {
      find: async (id: unknown) => {
        const wid = createWid(id);
        const raw = findContact(wid._serialized);
        if (!raw) throw new Error('there is no such contact');
        return new Contact(wid, raw);
      },
      getModelsArray: () => [...contacts.values()].map((raw) => new Contact(createWid(raw.phone ?? raw.lid), raw)),
    },
    Blocklist: { get: () => undefined },
  },
  WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow: createWid },
  // A class with a static method, as the real module is.
  WAWebMsgKey: MessageKey,
  WAWebChatGetters: {
    getIsNewsletter: ({ id }: Chat) => id.server === 'newsletter',
    getIsBroadcast: ({ id }: Chat) => id.server === 'broadcast',
  },
  WAWebFindChatAction: {
    async findOrCreateLatestChat(wid: Wid) {
      if (!(await exists(wid))) throw new Error('No LID for user');
      return { chat: ensureChat(wid._serialized, findContact(wid._serialized)?.name ?? wid.user) };
    },
  },
  WAWebQueryExistsJob: { queryWidExists: exists },
  WAWebApiContact: {
    getCurrentLid: (wid: Wid) => widOrNothing(findContact(wid._serialized)?.lid),
    getPhoneNumber: (wid: Wid) => widOrNothing(findContact(wid._serialized)?.phone),
    getAlternateUserWid: () => undefined,
  },
  WAWebContactGetters: {
    getIsMe: ({ id }: Contact) => id._serialized === page.me?.phone,
    getIsUser: () => true,
    getIsGroup: () => false,
    getIsWAContact: () => true,
    getUserid: ({ id }: Contact) => id.user,
    getVerifiedName: () => undefined,
    getVerifiedLevel: () => undefined,
    getStatusMute: () => false,
    getName: ({ raw }: Contact) => (raw.isListed ? raw.name : undefined),
    getShortName: () => undefined,
    getPushname: getter('name'),
    getIsEnterprise: () => false,
  },
  WAWebFrontendContactGetters: { getIsMyContact: getter('isListed') },
  WAWebContactProfilePicThumbBridge: { requestProfilePicFromServer: async () => undefined },
  WAWebChatLoadMessages: { loadEarlierMsgs: async ({ chat }: { chat: Chat }) => chat.loadEarlier() },
  WALinkify: {
    findLink: (text: unknown) => (typeof text === 'string' ? [...text.matchAll(links)].map(([href]) => ({ href }))[0] : undefined),
    findLinks: (text: unknown) => (typeof text === 'string' ? [...text.matchAll(links)].map(([href]) => ({ href })) : []),
  },
};

function widOrNothing(id: string | null | undefined): Wid | undefined {
  return id === null || id === undefined ? undefined : createWid(id);
}
