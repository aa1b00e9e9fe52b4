import { beforeEach, expect, test, vi } from 'vitest';
import { ObjectId } from '../ids.ts';
import type { SiteDeed } from './visited-pages.ts';
import { createVisitors, type Arrival, type Visitors } from './visitors.ts';

const workspaceId = new ObjectId();
const start = new Date('2026-03-01T10:00:00Z');
let now: Date;
let visitors: Visitors;
let told: string[];
let deeds: SiteDeed[];

beforeEach(() => {
  now = start;
  visitors = createVisitors({
    now: () => now,
    readDevice: (browser) => ({ kind: 'desktop', browser, system: '' }),
    locate: () => ({ country: null, city: null }),
    grace: 20,
  });
  told = [];
  deeds = [];
  visitors.onChange(({ type, visitor }) => told.push(`${type} ${visitor.id}`));
  visitors.onDeed((deed) => deeds.push(deed));
});

function arrive(given: Partial<Arrival> = {}) {
  return visitors.arrived({
    workspaceId,
    channelId: new ObjectId(),
    visitorId: 'v_anna',
    identity: 'v_anna',
    tabId: 'first-tab',
    source: 'widget',
    page: page('/'),
    referrer: '',
    language: 'en',
    userAgent: 'Firefox',
    address: '127.0.0.1',
    name: 'Visitor anna',
    isVerified: false,
    claimedName: null,
    ...given,
  });
}

const page = (path: string, title = path) => ({ url: `https://shop.example${path}`, title });
const anna = () => visitors.find(workspaceId, 'v_anna');
const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

test('several tabs are one visitor, on the page of the tab that moved last, until the last one is closed', async () => {
  const first = arrive();
  pass(5);
  const second = arrive({ tabId: 'second-tab', page: page('/prices') });
  expect(anna()).toMatchObject({ tabs: 2, page: page('/prices'), cameAt: start, pageSince: now });
  expect(visitors.count(workspaceId)).toBe(1);

  first.moved(page('/cart'));
  expect(anna()?.page).toEqual(page('/cart'));

  first.leave();
  await vi.waitFor(() => expect(anna()).toMatchObject({ tabs: 1, page: page('/prices') }));
  second.leave();
  await vi.waitFor(() => expect(anna()).toBeNull());
  expect(told.at(0)).toBe('came v_anna');
  expect(told.at(-1)).toBe('left v_anna');
});

test('a reload is no absence: the page goes on, nobody hears of a leaving, and the old connection takes nothing with it', async () => {
  const old = arrive();
  old.leave();
  pass(2);
  const anew = arrive();
  old.leave();
  old.moved(page('/of-the-old-one'));
  arrive({ visitorId: 'v_bob', identity: 'v_bob' }).leave();

  await vi.waitFor(() => expect(told).toContain('left v_bob'));

  expect(anna()).toMatchObject({ page: page('/'), pageSince: start, tabs: 1 });
  expect(deeds.filter(({ visitor }) => visitor.id === 'v_anna').map(({ type }) => type)).toEqual(['begun']);
  anew.moved(page('/next'));
  expect(anna()?.page).toEqual(page('/next'));
});

test('a page lasts from its beginning to the next one, to another title it only changes, and to the end of the connection', async () => {
  const tab = arrive();
  tab.moved(page('/', 'Welcome'));
  pass(7);
  tab.moved(page('/cart'));
  visitors.tracked(workspaceId, 'v_anna', { name: 'added', data: { price: 5 } });
  pass(3);
  tab.leave();
  pass(60);
  await vi.waitFor(() => expect(anna()).toBeNull());

  expect(deeds).toMatchObject([
    { type: 'begun', page: page('/') },
    { type: 'renamed', title: 'Welcome' },
    { type: 'ended', seconds: 7 },
    { type: 'begun', page: page('/cart') },
    { type: 'event', event: { name: 'added', data: { price: 5 } }, page: page('/cart') },
    { type: 'ended', seconds: 3 },
  ]);
});

test('who it became is told once, and `rev` rises with every change and over visits', async () => {
  const tab = arrive();
  const revs = [anna()?.rev ?? 0];
  const contact = { id: 'c', name: 'Anna', avatarFileId: null, isAnonymous: false, isBlocked: false };
  visitors.became(workspaceId, 'v_anna', { contact, visits: 3 });
  revs.push(anna()?.rev ?? 0);
  visitors.became(workspaceId, 'v_anna', { contact: { ...contact } });
  visitors.became(workspaceId, 'v_nobody', { visits: 9 });
  expect(told).toEqual(['came v_anna', 'changed v_anna']);
  expect(anna()).toMatchObject({ contact, visits: 3 });

  tab.setChatOpen(true);
  tab.setChatOpen(true);
  revs.push(anna()?.rev ?? 0);
  expect(anna()?.isChatOpen).toBe(true);
  expect(told).toHaveLength(3);

  tab.leave();
  await vi.waitFor(() => expect(anna()).toBeNull());
  arrive();
  revs.push(anna()?.rev ?? 0);
  expect(revs).toEqual([...new Set(revs)].sort((a, b) => a - b));
});

test('one of another workspace is not there', () => {
  arrive();

  expect(visitors.find(new ObjectId(), 'v_anna')).toBeNull();
  expect([...visitors.of(new ObjectId())]).toEqual([]);
});
