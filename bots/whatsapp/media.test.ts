import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sayWhy } from '../contract/reason.ts';
import { eventsOf, startTestNumber } from './number.fixture.ts';
import type { TestNumber } from './number.fixture.ts';

let stage: TestNumber;
beforeEach(async () => {
  stage = await startTestNumber();
});
afterEach(() => stage.stop());

/** Ann sends a file; gives the reference that the adapter makes of it, and the emulator's message. */
function fileOfAnn() {
  const message = stage.ann.sendMedia(stage.number, 'document', { bytes: Buffer.from('the bytes'), mimeType: 'text/plain', name: 'a.txt' });
  const media = stage.emulator.transcript(stage.number, stage.ann).at(-1)?.media;
  expect(media).toMatchObject({ name: 'a.txt' });
  return { message, ref: stage.emulator.fileIdOf(message) };
}
const fetchText = async (ref: string) => {
  const file = await stage.connection.fetchFile(ref, new AbortController().signal);
  return { ...file, text: Buffer.concat(await file.stream.toArray()).toString() };
};

describe('a file of a customer', () => {
  it('is fetched by its id, with its type and size', async () => {
    expect(await fetchText(fileOfAnn().ref)).toMatchObject({ text: 'the bytes', mimeType: 'text/plain', size: 9 });
  });

  it('is fetched through a redirect to another host, which does not get the token', async () => {
    stage.emulator.redirectFiles(true);
    expect(await fetchText(fileOfAnn().ref)).toMatchObject({ text: 'the bytes' });
  });

  it('is asked for again when its address has run out meanwhile', async () => {
    const { ref } = fileOfAnn();
    stage.emulator.faults.add({ kind: 'expire', method: 'file', times: 1 });
    expect(await fetchText(ref)).toMatchObject({ text: 'the bytes' });
    expect(stage.emulator.requests.of('media-info')).toHaveLength(2);
  });

  it('that is not the one announced fails in a way that is tried again', async () => {
    const { message, ref } = fileOfAnn();
    stage.emulator.spoilFile(message, true);
    await expect(fetchText(ref)).rejects.toMatchObject({ reason: 'transient' });
    stage.emulator.spoilFile(message, false);
    expect(await fetchText(ref)).toMatchObject({ text: 'the bytes' });
  });

  it('is gone after seven days', async () => {
    const { ref } = fileOfAnn();
    stage.emulator.advance(8 * 24 * 3_600_000);
    await expect(fetchText(ref)).rejects.toMatchObject({ reason: 'media' });
  });

  it.each(['500', 'cut-before'] as const)('is tried again while the media server answers with %s', async (kind) => {
    const { ref } = fileOfAnn();
    stage.emulator.faults.add({ kind, method: 'file', times: 1 });
    await expect(fetchText(ref)).rejects.toMatchObject({ reason: 'transient' });
    expect(await fetchText(ref)).toMatchObject({ text: 'the bytes' });
  });
});

describe('news of the account', () => {
  const news = (value: object) => ({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'account_update', value }] }],
  });

  it('are reported as the state of the channel', () => {
    eventsOf(stage.connection, news({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }));
    eventsOf(stage.connection, news({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } }));
    eventsOf(stage.connection, news({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }));
    eventsOf(stage.connection, news({ event: 'VERIFIED_ACCOUNT' }));
    expect(stage.reports).toEqual([
      { health: { state: 'failed', ...sayWhy('whatsapp-account', { words: 'DISABLED_UPDATE (DISABLE)' }) } },
      { health: { state: 'warning', ...sayWhy('whatsapp-account', { words: 'ACCOUNT_VIOLATION (SPAM)' }) } },
      { health: { state: 'ok' } },
    ]);
  });

  it('and what WhatsApp thinks of its health are told on set-up', async () => {
    stage.emulator.setHealth(stage.number, 'BLOCKED', 'The payment method failed.');
    expect((await stage.connection.setUp()).health).toEqual({
      state: 'failed',
      ...sayWhy('provider-says', { words: 'The payment method failed.' }),
    });
  });
});
