import type WAWebJS from 'whatsapp-web.js';
import type { Peer } from '../inbound/payload.ts';

/** Who chats are with, and under which ids. */
export interface Peers {
  /** Looks a LID's number up, once; a number is taken as it is, so that WhatsApp is asked as little as can be. */
  of(remote: string, nameToo?: boolean): Promise<Peer>;
  /** The id under which a chat goes in the page now, as far as it was seen. */
  remoteOf(chatId: string): string;
  /** The LID of a chat that was not seen under it yet; WhatsApp is asked. */
  lidOf(chatId: string): Promise<string | undefined>;
}

/** Milliseconds a look-up may take. */
const patienceMs = 5000;

/** Chats of one client. */
export function createPeers(client: WAWebJS.Client): Peers {
  const known = new Map<string, Promise<Peer>>();
  const names = new Map<string, Promise<string | undefined>>();
  /** The id under which a chat was seen last, by the ids it has. */
  const lastSeen = new Map<string, string>();

  return {
    async of(remote, nameToo = false) {
      const found = await remember(known, remote, () => lookUp(client, remote));
      for (const id of [found.phone, found.lid]) if (id) lastSeen.set(id, remote);
      const name = nameToo ? await remember(names, remote, () => nameOf(client, remote)) : undefined;
      return name ? { ...found, name } : found;
    },
    remoteOf: (chatId) => lastSeen.get(chatId) ?? chatId,
    async lidOf(chatId) {
      const found = await within(client.getContactLidAndPhone([chatId]));
      return found?.[0]?.lid;
    },
  };
}

function remember<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const found = map.get(key);
  if (found) return found;
  const made = make();
  map.set(key, made);
  return made;
}

async function lookUp(client: WAWebJS.Client, remote: string): Promise<Peer> {
  if (remote.endsWith('@c.us')) return { remote, phone: remote };
  if (!remote.endsWith('@lid')) return { remote };
  const found = await within(client.getContactLidAndPhone([remote]));
  const phone = found?.[0]?.pn;
  return { remote, lid: remote, ...(phone && { phone }) };
}

async function nameOf(client: WAWebJS.Client, remote: string): Promise<string | undefined> {
  const contact = await within(client.getContactById(remote));
  return contact?.name ?? contact?.pushname;
}

/** What it resolves to; nothing where the page refuses or takes too long: a message must not wait for a name. */
async function within<Value>(looking: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([looking.catch(() => undefined), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
