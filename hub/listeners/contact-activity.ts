import type { Hub } from '../core/parts/hub.ts';
import { ObjectId } from '../core/ids.ts';
import { noteActivity } from '../domain/contact/note-activity.ts';

const knownLimit = 20_000;
const exactMs = 60_000;

/** Keeps when each contact wrote last. A contact that wrote within the minute costs no database call. Returns the listener's removal. */
export function listenForContactActivity(hub: Pick<Hub, 'facts'>): () => void {
  const noted = new Map<string, number>();
  return hub.facts.on('message.received', 'contact-activity', async ({ workspaceId, data: { conversation, message } }) => {
    const at = new Date(message.createdAt);
    const contactId = conversation.contact.id;
    const last = noted.get(contactId);
    if (last !== undefined && at.getTime() - last < exactMs) return;
    await noteActivity(new ObjectId(workspaceId), new ObjectId(contactId), at);
    if (noted.size >= knownLimit) noted.clear();
    noted.set(contactId, at.getTime());
  });
}
