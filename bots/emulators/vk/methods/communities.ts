import { randomBytes } from 'node:crypto';
import { VkApiError, wrongParameter } from '../api-error.ts';
import { currentTs } from '../delivery/long-poll.ts';
import { eventTypes, eventVersion } from '../delivery/events.ts';
import type { CallbackServer, VkGroup } from '../world/state.ts';
import { flag, number, numbers, optionalNumber, ownGroup, type Method } from './method.ts';

const mostServers = 10;

/** What a community sets up for its events, and who it and its customers are. */
export const communityMethods: Record<string, Method> = {
  'groups.getById': {
    run({ world, group, params }) {
      const ids = numbers(params, 'group_ids').map(Math.abs);
      const groups = ids.length === 0 ? [group] : ids.flatMap((id) => world.groups.get(id) ?? []);
      return { groups: groups.map(wireGroup), profiles: [] };
    },
  },
  'groups.getTokenPermissions': {
    run({ group, params }) {
      const permissions = [...(group.tokens.get(params.get('access_token') ?? '') ?? [])].map((name) => ({ name, setting: 1 }));
      return { mask: 0, permissions };
    },
  },
  'users.get': {
    run({ world, params }) {
      const ids = numbers(params, 'user_ids');
      if (ids.length > 1000) throw wrongParameter('user_ids has more than 1000 items');
      const fields = (params.get('fields') ?? '').split(',');
      return ids.flatMap((id) => {
        const user = world.users.get(id);
        if (!user) return [];
        const { firstName, lastName, screenName, photoKey } = user;
        return {
          id,
          first_name: firstName,
          last_name: lastName,
          can_access_closed: true,
          is_closed: false,
          ...(fields.includes('screen_name') && { screen_name: screenName }),
          ...(fields.includes('photo_200') && photoKey && { photo_200: `${world.url()}/files/${photoKey}/avatar.png` }),
        };
      });
    },
  },
  'groups.setLongPollSettings': {
    scope: 'manage',
    run(call) {
      const { longPoll } = ownGroup(call);
      if (call.params.has('enabled')) longPoll.isEnabled = flag(call.params, 'enabled');
      setEvents(longPoll.events, call.params);
      return 1;
    },
  },
  'groups.getLongPollServer': {
    scope: 'manage',
    run(call) {
      const group = ownGroup(call);
      if (!group.longPoll.isEnabled) throw wrongParameter('longpoll for this group is not enabled');
      return { key: group.longPoll.key, server: `${call.world.url()}/lp/wh${group.id}`, ts: String(currentTs(group)) };
    },
  },
  'groups.getCallbackConfirmationCode': { scope: 'manage', run: (call) => ({ code: ownGroup(call).confirmationCode }) },
  'groups.getCallbackServers': {
    scope: 'manage',
    run(call) {
      const items = ownGroup(call).servers.map(({ id, title, url, secretKey, status }) => ({
        id,
        title,
        creator_id: 1,
        url,
        secret_key: secretKey,
        status,
      }));
      return { count: items.length, items };
    },
  },
  'groups.addCallbackServer': {
    scope: 'manage',
    run(call) {
      const group = ownGroup(call);
      if (group.servers.length >= mostServers) throw new VkApiError(2000);
      const server: CallbackServer = { id: nextServerId(group), ...readServer(call.params), status: 'unconfigured', events: new Set() };
      group.servers.push(server);
      changeConfirmation(group);
      call.callback.confirm(group, server);
      return { server_id: server.id };
    },
  },
  'groups.editCallbackServer': {
    scope: 'manage',
    run(call) {
      const group = ownGroup(call);
      const server = serverNamed(group, call.params);
      Object.assign(server, readServer(call.params));
      changeConfirmation(group);
      call.callback.confirm(group, server);
      return 1;
    },
  },
  'groups.deleteCallbackServer': {
    scope: 'manage',
    run(call) {
      const group = ownGroup(call);
      const server = serverNamed(group, call.params);
      group.servers = group.servers.filter((one) => one !== server);
      return 1;
    },
  },
  'groups.setCallbackSettings': {
    scope: 'manage',
    run(call) {
      const group = ownGroup(call);
      const server = optionalNumber(call.params, 'server_id') === undefined ? group.servers[0] : serverNamed(group, call.params);
      if (!server) throw wrongParameter('server_id is invalid');
      setEvents(server.events, call.params);
      return 1;
    },
  },
};

/** A community as answers show it. */
function wireGroup({ id, name, screenName }: VkGroup) {
  return { id, name, screen_name: screenName, type: 'group', is_closed: 0 };
}

function setEvents(events: Set<string>, params: URLSearchParams): void {
  const version = params.get('api_version');
  if (version !== null && version !== eventVersion) throw wrongParameter('api_version is invalid');
  for (const type of eventTypes) {
    if (!params.has(type)) continue;
    if (flag(params, type)) events.add(type);
    else events.delete(type);
  }
}

function readServer(params: URLSearchParams): Pick<CallbackServer, 'url' | 'title' | 'secretKey'> {
  const [url, title, secretKey] = [params.get('url') ?? '', params.get('title') ?? '', params.get('secret_key') ?? ''];
  if (!/^https?:\/\/\S+$/.test(url)) throw wrongParameter('url is invalid');
  if (title.length < 1 || title.length > 14) throw wrongParameter('title must have 1 to 14 characters');
  if (secretKey.length > 50) throw wrongParameter('secret_key is too long, max 50');
  return { url, title, secretKey };
}

function serverNamed(group: VkGroup, params: URLSearchParams): CallbackServer {
  const id = number(params, 'server_id');
  const server = group.servers.find((one) => one.id === id);
  if (!server) throw wrongParameter('server_id is invalid');
  return server;
}

function nextServerId({ servers }: VkGroup): number {
  return Math.max(0, ...servers.map(({ id }) => id)) + 1;
}

/** The string is another one after every change of the servers. */
function changeConfirmation(group: VkGroup): void {
  group.confirmationCode = randomBytes(4).toString('hex');
}
