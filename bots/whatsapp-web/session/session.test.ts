import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { ChannelReport, DeliverPayload } from '../../contract/channel.ts';
import { memorySession, testContext } from '../../contract/context.fixture.ts';
import { sayWhy } from '../../contract/reason.ts';
import type { ChannelSession } from '../../contract/sign-in.ts';
import { whatsappWebSettings } from '../settings.ts';
import type { Call } from '../worker/protocol.ts';
import { answerAll, fakeWorkers, type FakeWorker } from './fake-worker.fixture.ts';
import { createAccountSession } from './session.ts';
import { realTiming, type Timing } from './timing.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A session with workers that the test plays; nothing is waited for longer than said. */
function startSession(
  given: {
    timing?: Partial<Timing>;
    settings?: object;
    session?: ChannelSession;
    channelId?: string;
    answer?: (call: Call) => unknown;
    deliver?: DeliverPayload;
    browser?: string | null;
  } = {},
) {
  const { start, workers } = fakeWorkers(given.answer);
  const reports: ChannelReport[] = [];
  const store = given.session ?? memorySession();
  const channelId = given.channelId ?? randomUUID();
  const context = {
    ...testContext({ settings: {}, apiRoot: 'http://127.0.0.1:1', channelId, session: store }, reports),
    settings: whatsappWebSettings.parse(given.settings ?? {}),
    findBrowser: () => (given.browser === undefined ? '/usr/bin/a-browser' : given.browser),
  };
  const session = createAccountSession(context, { start, timing: { ...realTiming, haste: 1000, ...given.timing } });
  const stopping = new AbortController();
  const listening = session.listen(given.deliver ?? (async () => {}), stopping.signal);
  const stop = async () => {
    stopping.abort();
    await listening;
  };
  stops.push(stop);
  const health = () => reports.at(-1)?.health;
  const worker = (place: number) =>
    vi.waitFor<FakeWorker>(() => {
      const found = workers[place];
      expect(found).toBeDefined();
      return found!;
    });
  return { session, store, channelId, reports, health, worker, workers, stop };
}

/** What the browser of a signed-in account would have written down. */
async function writeProfile({ options }: FakeWorker, words = 'keys'): Promise<void> {
  const folder = join(options.profile, 'Default', 'IndexedDB', 'https_web.whatsapp.com_0.indexeddb.leveldb');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '000003.log'), words);
}

const stored = async (store: ChannelSession) => JSON.parse((await store.load()) ?? 'null') as { profile: string; seenAt: number } | null;

it('shows each code while it is good, then whose account it is', async () => {
  const { worker, health, reports } = startSession();
  const first = await worker(0);
  first.tell({ type: 'qr', value: 'code 1' });
  expect(health()).toMatchObject({ state: 'connecting', signIn: { kind: 'qr', value: 'code 1' } });
  first.tell({ type: 'qr', value: 'code 2' });
  expect(health()).toMatchObject({ signIn: { value: 'code 2' } });
  first.getReady();
  expect(reports.at(-1)).toMatchObject({
    health: { state: 'ok' },
    account: { externalId: '4915500000001@c.us', name: 'Corner Shop', url: 'https://wa.me/4915500000001' },
  });
  expect(health()?.signIn).toBeUndefined();
});

it('asks for a code that is typed on the phone where a number was entered', async () => {
  const { worker, health } = startSession({ settings: { phoneNumber: '+49 (155) 0000-0001' } });
  const first = await worker(0);
  expect(first.options.pairingNumber).toBe('4915500000001');
  first.tell({ type: 'code', value: 'ABCDEFGH' });
  expect(health()).toMatchObject({ state: 'connecting', signIn: { kind: 'confirm', hint: 'ABCD-EFGH' } });
});

it('starts nothing where there is no browser, and says what to do', async () => {
  const { health, workers, session } = startSession({ browser: null });
  await vi.waitFor(() => expect(health()).toEqual({ state: 'failed', ...sayWhy('web-no-browser') }));
  expect(workers).toEqual([]);
  expect(await session.known()).toMatchObject({ health: { state: 'failed' } });
});

it.each([
  ['the page does not load', 'web-not-loaded', { startMs: 20 }, () => {}],
  ['the code is no longer renewed', 'web-no-new-code', { codeMs: 20 }, (worker: FakeWorker) => worker.tell({ type: 'qr', value: 'code' })],
  ['it is let in and never gets ready', 'web-never-ready', { readyMs: 20 }, (worker: FakeWorker) => worker.tell({ type: 'authenticated' })],
  ['the process dies', 'web-process-ended', {}, (worker: FakeWorker) => worker.die()],
  ['the library fails and nobody catches it', 'web-broke', {}, (worker: FakeWorker) => worker.tell({ type: 'failed', reason: 'timeout' })],
])('starts anew when %s, and says so by %s', async (_what, code, timing, happen) => {
  const { worker, reports } = startSession({ timing });
  const first = await worker(0);
  happen(first);
  await worker(1);
  expect(first.isGone).toBe(true);
  expect(reports.map(({ health }) => health.reasonCode)).toContain(code);
});

it('starts anew when a page that was ready no longer answers', async () => {
  const answer = (call: Call) => (call.name === 'state' ? undefined : answerAll(call));
  const { worker, reports } = startSession({ timing: { heartbeatMs: 5, answerMs: 10 }, answer });
  (await worker(0)).getReady();
  await worker(1);
  expect(reports.map(({ health }) => health.reasonCode)).toContain('web-silent');
});

it('calls a person after several failures in a row', async () => {
  const { worker, reports } = startSession({ timing: { haste: 100_000 } });
  for (let place = 0; place < 5; place++) (await worker(place)).die();
  await worker(5);
  expect(reports.map(({ health }) => health.state)).toContain('failed');
});

it('warns while the page is used elsewhere or has no way out, and is well again after', async () => {
  const { worker, health, workers } = startSession();
  const first = await worker(0);
  first.getReady();
  first.tell({ type: 'state', state: 'CONFLICT' });
  expect(health()).toMatchObject({ state: 'warning' });
  first.tell({ type: 'state', state: 'CONNECTED' });
  expect(health()).toEqual({ state: 'ok' });
  expect(workers).toHaveLength(1);
});

it('keeps the sign-in, and another process goes on with it', async () => {
  const { worker, store, stop } = startSession();
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  await stop();
  expect(await stored(store)).toMatchObject({ account: { id: '4915500000001@c.us' } });

  const next = startSession({ session: store });
  const { options } = await next.worker(0);
  const kept = join(options.profile, 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/000003.log');
  expect(await readFile(kept, 'utf8')).toBe('keys');
});

it.each(['CONFLICT', 'UNPAIRED', 'TOS_BLOCK', 'DEPRECATED_VERSION', 'PROXYBLOCK'])('does not lose the sign-in to %s', async (reason) => {
  const { worker, store, stop } = startSession();
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  first.tell({ type: 'disconnected', reason });
  await vi.waitFor(async () => expect((await stored(store))?.profile).toBeTruthy());
  await stop();
  expect((await stored(store))?.profile).toBeTruthy();
});

it('leaves nothing on the disk when it is stopped, between two tries too', async () => {
  const { worker, stop } = startSession({ timing: { haste: 0.01 } });
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  first.die();
  const { profile } = first.options;
  await vi.waitFor(() => expect(first.isGone).toBe(true));
  await stop();
  await expect(stat(profile)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('forgets the sign-in when the phone took it away, says so, and shows a code again', async () => {
  const { worker, store, reports, health } = startSession();
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  first.tell({ type: 'disconnected', reason: 'LOGOUT' });
  const second = await worker(1);
  expect(await store.load()).toBeNull();
  expect(reports.map(({ health: { state } }) => state)).toContain('failed');
  second.tell({ type: 'qr', value: 'code' });
  expect(health()).toMatchObject({ state: 'connecting', signIn: { value: 'code' } });
});

it.each([
  ['TOS_BLOCK', 'web-blocked'],
  ['SMB_TOS_BLOCK', 'web-blocked-business'],
  ['PROXYBLOCK', 'web-network'],
  ['DEPRECATED_VERSION', 'web-outdated'],
] as const)('rests after %s and says by %s what a person can do', async (reason, code) => {
  const { worker, health, session, workers } = startSession({ timing: { haste: 1 } });
  const first = await worker(0);
  first.getReady();
  first.tell({ type: 'disconnected', reason });
  await vi.waitFor(() => expect(health()).toMatchObject({ state: 'failed', ...sayWhy(code) }));
  await vi.waitFor(() => expect(first.isGone).toBe(true));
  await expect(session.call('state', {})).rejects.toMatchObject({ reason: 'account-restricted', why: sayWhy(code) });
  expect(workers).toHaveLength(1);
});

it('hands over what could not be stored at first, in order, once', async () => {
  const got: unknown[] = [];
  let isAway = true;
  const { worker } = startSession({
    deliver: async (payload) => {
      if (isAway) throw new Error('the database is away');
      got.push(...(payload as { events: unknown[] }).events);
    },
  });
  const first = await worker(0);
  first.getReady();
  first.tell({ type: 'events', events: [1] });
  first.tell({ type: 'events', events: [2, 3] });
  isAway = false;
  await vi.waitFor(() => expect(got).toEqual([1, 2, 3]), { timeout: 10_000 });
});

it('looks for what was written meanwhile, from the last time that everything was stored', async () => {
  const { worker, store, stop, session } = startSession();
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  session.noteSent('3EB0AA');
  await stop();
  const seenAt = (await stored(store))?.seenAt ?? 0;

  const next = startSession({ session: store });
  const second = await next.worker(0);
  expect(second.options.knownSent).toEqual(['3EB0AA']);
  second.getReady();
  await vi.waitFor(() => expect(second.calls.map(({ name }) => name)).toContain('recent'));
  const recent = second.calls.find((call) => call.name === 'recent');
  expect(recent?.params).toEqual({ since: seenAt - 600_000 });
});

it('looks for what was written while a page of the first sign-in loaded itself anew', async () => {
  const { worker } = startSession();
  const before = Date.now();
  const first = await worker(0);
  const looks = () => first.calls.flatMap((call) => (call.name === 'recent' ? [call.params.since] : []));
  first.getReady();
  expect(looks()).toEqual([]);
  first.getReady();
  const [since = 0] = looks();
  expect(since).toBeGreaterThanOrEqual(before - 600_000);
  expect(since).toBeLessThanOrEqual(Date.now() - 600_000);
});

it('goes on looking for what was written meanwhile until it was looked for, and does not count it as seen before', async () => {
  let isAway = false;
  let looks = 0;
  const answer = (call: Call) => {
    if (call.name !== 'recent') return answerAll(call);
    looks += 1;
    // No result is of this shape.
    return isAway ? 'the page went away' : answerAll(call);
  };
  const { worker, store, stop } = startSession({ answer, timing: { firstSaveMs: 5, saveMs: 5 } });
  const first = await worker(0);
  await writeProfile(first);
  first.getReady();
  await vi.waitFor(async () => expect(await stored(store)).toBeTruthy());
  isAway = true;
  first.getReady();
  const seenBefore = (await stored(store))?.seenAt ?? 0;
  const lookedAt = Date.now();
  await vi.waitFor(() => expect(looks).toBeGreaterThan(2));
  const { seenAt } = (await stored(store))!;
  expect(seenAt).toBeGreaterThanOrEqual(seenBefore);
  expect(seenAt).toBeLessThanOrEqual(lookedAt);
  isAway = false;
  await vi.waitFor(async () => expect((await stored(store))?.seenAt).toBeGreaterThan(lookedAt));
  const looksThen = looks;
  await stop();
  expect(looks).toBe(looksThen);
  const since = first.calls.flatMap((call) => (call.name === 'recent' ? [call.params.since] : []));
  expect(new Set(since).size).toBe(1);
});

it('tells a lost answer from a call that never left', async () => {
  const { worker, session } = startSession({ answer: () => undefined, timing: { haste: 1 } });
  await expect(session.call('state', {})).rejects.toMatchObject({ reason: 'transient' });
  const first = await worker(0);
  first.getReady();
  const text = { chatId: '49@c.us', content: { kind: 'text' as const, text: 'hi' } };
  const cut = session.call('send', text);
  const repeatable = session.call('state', {}, { repeatable: true });
  const late = session.call('send', text, { timeoutMs: 5 });
  await expect(late).rejects.toMatchObject({ reason: 'no-answer' });
  first.die();
  await expect(cut).rejects.toMatchObject({ reason: 'no-answer' });
  await expect(repeatable).rejects.toMatchObject({ reason: 'transient' });
  await vi.waitFor(() => expect(session.call('send', text)).rejects.toMatchObject({ reason: 'transient' }));
});
