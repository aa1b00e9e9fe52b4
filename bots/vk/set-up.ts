import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelHealth, ChannelLog, SetUpResult } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { anyResponse } from './api/client.ts';
import type { VkClient } from './api/client.ts';
import type { Cursor } from './intake/cursor.ts';
import { findGroup } from './api/group.ts';
import type { VkGroup } from './api/group.ts';
import { wantedEvents } from './inbound/event.ts';
import { apiVersion } from './limits.ts';
import { fetchPollServer } from './intake/listen.ts';

/** How events are to come in. `url` is the hub's address for them, null where it has none that is public. */
export type Intake = { url: string | null } & (
  { mode: 'polling' } | { mode: 'callback'; secret: string; /** True where an admin enters the server at VK. */ isByHand: boolean }
);

const server = z.object({ id: z.number(), url: z.string().default(''), secret_key: z.string().optional(), status: z.string().default('') });
type Server = z.infer<typeof server>;
const servers = z.object({ items: z.array(server) });
const added = z.object({ server_id: z.number() });
const rights = z.object({ permissions: z.array(z.object({ name: z.string() })) });

/** Rights of a token without which files could not be sent. */
const rightsForFiles = ['photos', 'docs'];

/** What stands beside the server at VK: at most 14 characters. */
const serverTitle = 'Hubbub';
/** How often, and how many milliseconds apart, is looked whether VK has confirmed the server. */
const looks = { times: 6, apartMs: 250 };

/** Checks the token, and makes VK tell us of messages in the chosen way. */
export async function setUpCommunity(client: VkClient, intake: Intake, cursor: Cursor, log: ChannelLog): Promise<SetUpResult> {
  const group = await findGroup(client);
  const arranged =
    intake.mode === 'polling' ? await arrangePolling(client, group, intake, cursor, log) : await arrangeCallback(client, group, intake);
  const health = arranged.state === 'ok' ? await checkRights(client) : arranged;
  return {
    account: {
      externalId: String(group.id),
      name: group.name || `VK ${group.id}`,
      ...(group.screen_name && { username: group.screen_name }),
      url: `https://vk.me/${group.screen_name ?? `club${group.id}`}`,
    },
    health,
  };
}

/** A token is made with rights to choose from: what is missing is told now, not when the first file is sent. */
async function checkRights(client: VkClient): Promise<ChannelHealth> {
  const granted = await client.call('groups.getTokenPermissions', {}, rights).catch((error: unknown) => {
    // A token that may not ask is used all the same.
    if (error instanceof ChannelError && error.reason === 'invalid-content') return null;
    throw error;
  });
  if (!granted) return { state: 'ok' };
  const names = granted.permissions.map(({ name }) => name);
  if (!names.includes('messages')) throw new ChannelError('auth-expired', { why: sayWhy('vk-no-messages') });
  const missing = rightsForFiles.filter((name) => !names.includes(name));
  if (missing.length === 0) return { state: 'ok' };
  return { state: 'warning', ...sayWhy('vk-no-files', { rights: missing.join(', ') }) };
}

async function arrangePolling(client: VkClient, group: VkGroup, { url }: Intake, cursor: Cursor, log: ChannelLog): Promise<ChannelHealth> {
  const settings = { group_id: group.id, enabled: 1, api_version: apiVersion, ...wantedEvents() };
  const refused = await client.call('groups.setLongPollSettings', settings, anyResponse).then(
    () => null,
    (error: unknown) => error,
  );
  if (refused instanceof ChannelError && refused.isRetryable) throw refused;
  // Without the right to manage, somebody may have turned the events on by hand: then it works all the same.
  const { ts } = await fetchPollServer(client).catch((error: unknown) => {
    throw refused ?? error;
  });
  // From here on nothing is missed, also what comes before the hub begins to poll.
  if ((await cursor.load(group.id)) === null) await cursor.save(group.id, ts);
  if (refused) {
    return { state: 'warning', ...sayWhy('vk-no-events') };
  }
  await removeServer(client, group, url).catch((error: unknown) =>
    log.info({ reason: String(error) }, 'a callback server at VK could not be removed; its events are known by their ids'),
  );
  return { state: 'ok' };
}

/** Events come by long polling now: VK need not post them as well. */
async function removeServer(client: VkClient, group: VkGroup, url: string | null): Promise<void> {
  const own = url === null ? undefined : await findServer(client, group, url);
  if (own) await client.call('groups.deleteCallbackServer', { group_id: group.id, server_id: own.id }, anyResponse);
}

async function arrangeCallback(
  client: VkClient,
  group: VkGroup,
  { url, secret, isByHand }: Extract<Intake, { mode: 'callback' }>,
): Promise<ChannelHealth> {
  if (url === null) throw new ChannelError('invalid-content', { why: sayWhy('webhook-needs-address') });
  if (isByHand) return { state: 'ok' };
  const place = { group_id: group.id };
  const entry = { ...place, url, title: serverTitle, secret_key: secret };
  const before = await findServer(client, group, url);
  const serverId = before?.id ?? (await client.call('groups.addCallbackServer', entry, added)).server_id;
  if (before && (before.status !== 'ok' || before.secret_key !== secret)) {
    await client.call('groups.editCallbackServer', { ...entry, server_id: serverId }, anyResponse);
  }
  await client.call(
    'groups.setCallbackSettings',
    { ...place, server_id: serverId, api_version: apiVersion, ...wantedEvents() },
    anyResponse,
  );
  return serverHealth(client, group, url);
}

/** VK asks the server for a string before it posts anything; a hub answers that only once it has stored the channel, so it may take a second look. */
async function serverHealth(client: VkClient, group: VkGroup, url: string): Promise<ChannelHealth> {
  for (let look = 1; ; look += 1) {
    const status = (await findServer(client, group, url))?.status;
    if (status === 'ok') return { state: 'ok' };
    if (status === 'failed' || look === looks.times) {
      return { state: 'connecting', ...sayWhy('vk-not-confirmed', { url }) };
    }
    await wait(looks.apartMs);
  }
}

async function findServer(client: VkClient, group: VkGroup, url: string): Promise<Server | undefined> {
  const { items } = await client.call('groups.getCallbackServers', { group_id: group.id }, servers);
  return items.find((one) => one.url === url);
}
