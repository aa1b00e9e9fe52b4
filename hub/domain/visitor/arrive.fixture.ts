import { ObjectId } from '../../core/ids.ts';
import type { Arrival, VisitorTab } from '../../core/visiting/visitors.ts';
import type { TestHub } from '../../test/start-hub.ts';

const channelId = new ObjectId();

/** A browser that comes to a site of the hub's workspace. */
export function arrive(hub: Pick<TestHub, 'hub' | 'workspaceId'>, visitorId: string, given: Partial<Arrival> = {}): VisitorTab {
  return hub.hub.visitors.arrived({
    workspaceId: hub.workspaceId,
    channelId,
    visitorId,
    identity: visitorId,
    tabId: 'only-tab',
    source: 'widget',
    page: page('/'),
    referrer: '',
    language: 'en',
    userAgent: '',
    address: '127.0.0.1',
    name: `Visitor ${visitorId}`,
    isVerified: false,
    claimedName: null,
    ...given,
  });
}

/** A page of the shop. */
export const page = (path: string, title = path) => ({ url: `https://shop.example${path}`, title });
