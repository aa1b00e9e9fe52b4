import * as api from '../../api/customers/channels.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { Route } from '../../core/route.ts';
import { route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { addChannel, type ChannelTools } from './add.ts';
import { getChannel, listChannels, removeChannel, testChannel, updateChannel } from './change.ts';
import { answerSignIn, signOut } from './account/sign-in.ts';
import { listTemplates } from './account/templates.ts';
import { presentChannel } from './present.ts';
import { presentProvider } from './present-provider.ts';

/** How many conversations of each channel have something left to send, by the channel's id; absent: none. */
export type CountWaiting = (channelIds: ObjectId[]) => Promise<ReadonlyMap<string, number>>;

/** Routes of channels and of the catalogue of providers. */
export function channelRoutes(hub: ChannelTools & Pick<Hub, 'listProviders'>, countWaiting: CountWaiting): Route[] {
  return [
    route(api.listProviders, async () => ({ items: (await hub.listProviders()).map(presentProvider) })),
    route(api.listChannels, async ({ actor, query }) => {
      const { items, nextCursor } = await listChannels(actor, query);
      const waiting = await countWaiting(items.map(({ _id }) => _id));
      return {
        items: items.map((channel) => presentChannel(hub, actor, channel, waiting.get(channel._id.toHexString()) ?? 0)),
        nextCursor,
      };
    }),
    route(api.addChannel, async ({ actor, body, request }) =>
      presentChannel(hub, actor, await addChannel(hub, actor, body, auditOrigin(request))),
    ),
    route(api.getChannel, async ({ actor, params }) => {
      const channel = await getChannel(actor, params.channelId);
      const waiting = await countWaiting([channel._id]);
      return presentChannel(hub, actor, channel, waiting.get(params.channelId) ?? 0);
    }),
    route(api.updateChannel, async ({ actor, params, body, request }) =>
      presentChannel(hub, actor, await updateChannel(hub, actor, params.channelId, body, auditOrigin(request))),
    ),
    route(api.testChannel, async ({ actor, params }) => presentChannel(hub, actor, await testChannel(hub, actor, params.channelId))),
    route(api.answerSignIn, async ({ actor, params, body }) =>
      presentChannel(hub, actor, await answerSignIn(hub, actor, params.channelId, body.code)),
    ),
    route(api.signOut, async ({ actor, params, request }) =>
      presentChannel(hub, actor, await signOut(hub, actor, params.channelId, auditOrigin(request))),
    ),
    route(api.listTemplates, async ({ actor, params }) => {
      await getChannel(actor, params.channelId);
      return { items: await listTemplates(hub, params.channelId) };
    }),
    route(api.removeChannel, async ({ actor, params, request }) => removeChannel(hub, actor, params.channelId, auditOrigin(request))),
  ];
}
