import type { Sender } from '../../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { ConversationRecord } from '../../domain/conversation/model.ts';
import { fetchProfile, type ProfileTools } from './fetch-profile.ts';

const atOnce = 3;
const waitingLimit = 500;
const knownLimit = 50_000;
const dayMs = 24 * 3_600_000;

/** When this process last looked after a contact's profile (ms since 1970), so that a message of a known one costs nothing. */
const lookedAt = new Map<string, number>();
const waiting: (() => Promise<void>)[] = [];
let running = 0;

/**
 * Sees to it, behind the message's back, that its author's profile is no older than a day. A few at a time; what comes in a flood is
 * left for the author's next message, and so is what fails: neither ever disturbs the message.
 */
export function refreshProfile(hub: ProfileTools, channel: ConnectedChannel, sender: Sender, { contactId }: ConversationRecord): void {
  const key = contactId.toHexString();
  const at = hub.now().getTime();
  if (!channel.connection.fetchProfile || at - (lookedAt.get(key) ?? 0) < dayMs || waiting.length >= waitingLimit) return;
  if (lookedAt.size >= knownLimit) lookedAt.clear();
  lookedAt.set(key, at);
  waiting.push(async () => {
    try {
      await fetchProfile(hub, channel, sender, contactId);
    } catch (error) {
      hub.log.info({ err: error, contactId: key }, "a contact's profile could not be fetched; tried again another day");
    }
  });
  next();
}

function next(): void {
  if (running >= atOnce) return;
  const work = waiting.shift();
  if (!work) return;
  running += 1;
  void work().finally(() => {
    running -= 1;
    next();
  });
}
