import { z } from 'zod';
import * as api from '../../api/customers/channels.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { Route } from '../../core/route.ts';
import { route } from '../../core/route.ts';
import type { AnyChannel } from '../../../bots/contract/channel.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { addChannel, type ChannelTools } from './add.ts';
import { getChannel, listChannels, removeChannel, testChannel, updateChannel } from './change.ts';
import { presentChannel } from './present.ts';

/** How many conversations of each channel have something left to send, by the channel's id; absent: none. */
export type CountWaiting = (channelIds: ObjectId[]) => Promise<ReadonlyMap<string, number>>;

/** Routes of channels and of the catalogue of providers. */
export function channelRoutes(hub: ChannelTools & Pick<Hub, 'listProviders'>, countWaiting: CountWaiting): Route[] {
  return [
    route(api.listProviders, async () => ({ items: (await hub.listProviders()).map(presentProvider) })),
    route(api.listChannels, async ({ actor, query }) => {
      const { items, nextCursor } = await listChannels(actor, query);
      const waiting = await countWaiting(items.map(({ _id }) => _id));
      return { items: items.map((channel) => presentChannel(hub, channel, waiting.get(channel._id.toHexString()) ?? 0)), nextCursor };
    }),
    route(api.addChannel, async ({ actor, body, request }) =>
      presentChannel(hub, await addChannel(hub, actor, body, auditOrigin(request))),
    ),
    route(api.getChannel, async ({ actor, params }) => {
      const channel = await getChannel(actor, params.channelId);
      const waiting = await countWaiting([channel._id]);
      return presentChannel(hub, channel, waiting.get(params.channelId) ?? 0);
    }),
    route(api.updateChannel, async ({ actor, params, body, request }) =>
      presentChannel(hub, await updateChannel(hub, actor, params.channelId, body, auditOrigin(request))),
    ),
    route(api.testChannel, async ({ actor, params }) => presentChannel(hub, await testChannel(hub, actor, params.channelId))),
    route(api.removeChannel, async ({ actor, params, request }) => removeChannel(hub, actor, params.channelId, auditOrigin(request))),
  ];
}

/** What the catalogue, the console's hints and the docs read. Infinity, which JSON lacks, becomes null: no limit. */
function presentProvider({ provider, title, isBuiltIn, abilities, settingsSchema, secretSettings }: AnyChannel) {
  const record = z.record(z.string(), z.unknown());
  return {
    provider,
    title,
    isBuiltIn: isBuiltIn ?? false,
    abilities: record.parse(JSON.parse(JSON.stringify(abilities))),
    settings: record.parse(z.toJSONSchema(settingsSchema, { io: 'input' })),
    secretSettings: [...secretSettings],
  };
}
