import { afterEach, beforeEach, expect, it } from 'vitest';
import { jpeg, startTestAccount } from '../account.fixture.ts';
import type { Listener, TestAccount } from '../account.fixture.ts';
import { avatarRef, fileRef } from './ref.ts';

const patience = { timeout: 30_000 };
let stage: TestAccount;
let listener: Listener;
beforeEach(async () => {
  stage = await startTestAccount();
  listener = stage.listen();
  await expect.poll(() => listener.health()?.state, patience).toBe('ok');
});
afterEach(() => stage.stop());

/** The references of all files that came in. */
const refs = () =>
  listener
    .events()
    .flatMap((event) => (event.type === 'message' ? [event.content.attachments[0]?.ref ?? '', event.sender.avatarRef ?? ''] : []));

async function fetched(ref: string): Promise<string> {
  const file = await listener.connection.fetchFile(ref, new AbortController().signal);
  return Buffer.concat(await file.stream.toArray()).toString('latin1');
}

it('opens a file and a face, and still does when their addresses have expired and the message lies deep in the chat', async () => {
  stage.ann.photo({ bytes: jpeg, mimeType: 'image/jpeg' });
  await expect.poll(() => refs().length, patience).toBe(2);
  const [photo = '', face = ''] = refs();
  expect(await fetched(photo)).toBe(jpeg.toString('latin1'));
  for (let nth = 0; nth < 25; nth += 1) stage.ann.text(`later ${nth}`);
  stage.emulator.expireAddresses();
  expect(await fetched(photo)).toBe(jpeg.toString('latin1'));
  expect(await fetched(face)).toBe('face of ann.lee');
});

it('says that a file is gone with its message, and that a media server which is down may come back', async () => {
  const photo = stage.ann.photo({ bytes: jpeg, mimeType: 'image/jpeg' });
  await expect.poll(() => refs().length, patience).toBe(2);
  const [ref = ''] = refs();
  stage.emulator.faults.add({ kind: '500', path: '/cdn', times: 1 });
  await expect(fetched(ref)).rejects.toMatchObject({ reason: 'transient' });
  stage.emulator.faults.add({ kind: 'cut-before', path: '/cdn', times: 1 });
  await expect(fetched(ref)).rejects.toMatchObject({ reason: 'transient' });
  stage.ann.unsend(photo);
  stage.emulator.expireAddresses();
  await expect(fetched(ref)).rejects.toMatchObject({ reason: 'media' });
});

it('goes to no address but those of Instagram', async () => {
  for (const url of ['http://169.254.169.254/latest', 'file:///etc/passwd', 'https://evil.example/x.jpg', 'no address']) {
    await expect(fetched(fileRef('1', '2', 0, url))).rejects.toMatchObject({ reason: 'media' });
    await expect(fetched(avatarRef('1', url))).rejects.toMatchObject({ reason: 'media' });
  }
});
