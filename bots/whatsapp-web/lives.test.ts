import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { InboundEvent } from '../contract/inbound.ts';
import { browserWaitMs } from '../../hub/test/browser.ts';
import { messageTo, patience, startTestAccount, type Listening, type TestAccount } from './account.fixture.ts';
import { startWorker, type StartWorker, type Worker } from './session/worker-process.ts';

// On a busy machine a browser alone takes half a minute to start.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** One account through several lives of its browser; every test begins with nobody listening. */
let account: TestAccount;
let listening: Listening | undefined;

beforeAll(async () => {
  account = await startTestAccount({ qrMs: 3000 });
}, browserWaitMs);

afterEach(async () => {
  await listening?.stop();
  account.emulator.faults.clear();
});

afterAll(() => account.stop());

const texts = (events: InboundEvent[]) => events.flatMap((event) => (event.type === 'message' ? [event.content.text] : []));
const well = (one: Listening) => vi.waitFor(() => expect(one.health()).toEqual({ state: 'ok' }), patience);
const codeOf = (one: Listening) =>
  vi.waitFor(() => {
    const step = one.health()?.signIn;
    expect(step).toBeDefined();
    return step;
  }, patience);

it('renews its code until somebody scans it, and goes on without one after a restart, with what came meanwhile', async () => {
  const { shop, ann } = account;
  listening = account.listen();
  const first = await codeOf(listening);
  await vi.waitFor(() => expect(listening?.health()?.signIn).not.toEqual(first), patience);
  await account.signIn(listening);
  ann.sendText(shop, 'one');
  const { parts } = await listening.connection.send(messageTo(ann, { text: 'our answer' }));
  await vi.waitFor(() => expect(texts(listening!.events)).toEqual(['one']), patience);
  await listening.stop();
  expect(account.emulator.pages()).toBe(0);
  ann.sendText(shop, 'two');
  shop.sendText(ann, 'from the phone');
  ann.read(shop);

  listening = account.listen();
  await well(listening);

  expect(listening.reports.some(({ health }) => health.signIn)).toBe(false);
  const { events } = listening;
  await vi.waitFor(() => expect(texts(events)).toContain('from the phone'), patience);
  // What is looked for overlaps with what was told before: known by the same ids, and by its being ours.
  expect(texts(events)).toEqual(['one', 'two', 'from the phone']);
  await vi.waitFor(() => {
    expect(events).toContainEqual(expect.objectContaining({ type: 'receipt', externalIds: [parts[0]?.externalId], state: 'read' }));
  }, patience);
});

it('comes back by itself when its process is killed, without a second browser', async () => {
  const { shop, ann, emulator } = account;
  const workers: Worker[] = [];
  const start: StartWorker = (...given) => {
    const worker = startWorker(...given);
    workers.push(worker);
    return worker;
  };
  listening = account.listen({ start });
  await well(listening);
  workers[0]?.kill();
  await vi.waitFor(() => expect(listening?.health()?.state).not.toBe('ok'), patience);
  ann.sendText(shop, 'are you there?');
  await well(listening);

  await vi.waitFor(() => expect(texts(listening!.events)).toContain('are you there?'), patience);
  expect(workers).toHaveLength(2);
  await vi.waitFor(() => expect(emulator.pages()).toBe(1), patience);
});

it('does not know whether a send arrived whose answer was lost, and hears of it after the restart', async () => {
  const { shop, ann, emulator } = account;
  let worker: Worker | undefined;
  const start: StartWorker = (...given) => (worker = startWorker(...given));
  listening = account.listen({ start });
  await well(listening);
  emulator.faults.add({ kind: 'lose-answer', times: 1 });
  const sending = listening.connection.send(messageTo(ann, { text: 'did it arrive?' }));
  const outcome = expect(sending).rejects.toMatchObject({ reason: 'no-answer' });
  const arrived = await vi.waitFor(() => {
    const last = shop.seenBy(ann).at(-1);
    expect(last?.text).toBe('did it arrive?');
    return last?.id;
  }, patience);
  worker?.kill();
  await outcome;

  await vi.waitFor(() => {
    expect(listening?.events).toContainEqual(expect.objectContaining({ type: 'message', echo: true, externalId: arrived }));
  }, patience);
  expect(shop.seenBy(ann).filter(({ text }) => text === 'did it arrive?')).toHaveLength(1);
});

it('takes groups, lists and channels for nobody, people behind a LID for themselves, and survives what is broken', async () => {
  const { shop, emulator, ann } = account;
  const known = emulator.createPerson({ name: 'Kim', isByLid: true });
  const hidden = emulator.createPerson({ name: 'Sam', isByLid: true, isPhoneShown: false });
  listening = account.listen();
  await well(listening);
  const before = listening.events.length;
  for (const chat of ['12036302@g.us', 'status@broadcast', '1203@newsletter'])
    shop.receiveIn(chat, { body: 'not for us', author: ann.phone });
  for (const field of ['body', 'caption', 't', 'size', 'quotedMsg', 'mimetype'])
    ann.sendRaw(shop, { type: 'image', [field]: { not: ['what', 'it', 'was'] } });
  ann.sendRaw(shop, { type: 'multi_vcard', vcardList: [] });
  known.sendText(shop, 'by a LID');
  hidden.sendText(shop, 'hidden');

  await vi.waitFor(() => expect(texts(listening!.events).at(-1)).toBe('hidden'), patience);
  const later = listening.events.slice(before);
  expect(texts(later)).not.toContain('not for us');
  expect(later).toContainEqual(
    expect.objectContaining({ chatId: known.phone, sender: expect.objectContaining({ externalId: known.phone, aliases: [known.lid] }) }),
  );
  expect(later.at(-1)).toMatchObject({ chatId: hidden.lid, sender: { externalId: hidden.lid, name: 'Sam' } });

  await listening.connection.send({ ...messageTo(known, { text: 'hi Kim' }) });
  await listening.connection.send({ ...messageTo({ phone: hidden.lid }, { text: 'hi Sam' }) });
  expect(shop.seenBy(known).at(-1)).toMatchObject({ text: 'hi Kim' });
  expect(shop.seenBy(hidden).at(-1)).toMatchObject({ text: 'hi Sam' });
});

it('says what WhatsApp did not take: somebody it does not know, a file, a message', async () => {
  const { ann, emulator } = account;
  listening = account.listen();
  await well(listening);
  const { connection } = listening;
  await expect(connection.send(messageTo({ phone: '10000000@c.us' }, { text: 'hi' }))).rejects.toMatchObject({
    reason: 'recipient-unknown',
  });
  emulator.faults.add({ kind: 'refuse-send', times: 1 });
  await expect(connection.send(messageTo(ann, { text: 'hi' }))).rejects.toMatchObject({ reason: 'invalid-content' });
  await expect(connection.react?.(ann.phone, `false_${ann.phone}_3A00`, '👍')).rejects.toMatchObject({ reason: 'invalid-content' });
});

it('tries again when it is let in but never gets ready', async () => {
  account.emulator.faults.add({ kind: 'no-sync', times: 1 });
  listening = account.listen({ timing: { startMs: 10_000 } });
  await vi.waitFor(() => expect(listening?.reports.map(({ health }) => health.reasonCode)).toContain('web-not-loaded'), patience);
  account.emulator.faults.clear();
  listening.timing.startMs = 150_000;
  await well(listening);
});

it('says that the phone unlinked it, and is linked again by a code typed there', async () => {
  const { shop } = account;
  listening = account.listen();
  await well(listening);
  await listening.stop();
  const digits = shop.id.replace('@c.us', '');
  listening = account.listen({ settings: { phoneNumber: `+${digits}` } });
  await well(listening);
  shop.unlinkAll();

  const step = await codeOf(listening);
  expect(listening.reports.map(({ health }) => health.state)).toContain('failed');
  expect(step).toMatchObject({ kind: 'confirm' });
  shop.enterCode(step?.kind === 'confirm' ? (step.hint ?? '').replace('-', '') : '');
  await well(listening);
});
