import { describe, expect, test, vi } from 'vitest';
import { addChannel } from '../api/customers/channels.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../api/customers/messages.ts';
import { File } from '../domain/file/model.ts';
import { useHub } from '../test/start-hub.ts';

const hub = useHub({ FILE_LIMIT_MB: '30' });
const patience = { timeout: 20_000, interval: 50 };
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

async function openChat() {
  const bot = hub().telegram.createBot({ username: `files_${Math.floor(performance.now() * 1000)}_bot` });
  const channel = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  const customer = hub().telegram.createUser({ firstName: 'Fay' });
  customer.openDeepLink(bot);
  const conversationId = await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toMatchObject([{ preview: '/start' }]);
    return items[0]!.id;
  }, patience);
  return { bot, customer, conversationId };
}

async function lastMessage(conversationId: string) {
  const { items } = await hub().client.call(listMessages, { params: { conversationId }, query: {} });
  return items.at(-1)!;
}

async function upload(content: Buffer, name: string, type = 'application/octet-stream') {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type }), name);
  const response = await fetch(`${hub().url}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hub().token}` },
    body: form,
  });
  const body: unknown = await response.json();
  return { status: response.status, body: body as { id: string; url: string; mimeType: string; name: string; error?: { code: string } } };
}

describe('an attachment of a customer', () => {
  test('is fetched, and its type is what its bytes say, not what its sender claims', async () => {
    const { bot, customer, conversationId } = await openChat();
    customer.sendDocument(bot, { bytes: pdf, name: 'bill.html', mime: 'text/html' }, { caption: 'see' });

    await vi.waitFor(async () => {
      expect((await lastMessage(conversationId)).attachments).toMatchObject([
        { kind: 'document', name: 'bill.html', mimeType: 'application/pdf', size: pdf.length, state: 'ready' },
      ]);
    }, patience);
    const response = await fetch((await lastMessage(conversationId)).attachments[0]!.url!);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(response.headers.get('content-security-policy')).toMatch(/sandbox/);
  });

  test('that the provider will not hand out says that it is too large', async () => {
    const { bot, customer, conversationId } = await openChat();
    customer.sendDocument(bot, { bytes: Buffer.alloc(21 * 1024 * 1024), name: 'big.bin', mime: 'application/octet-stream' });

    await vi.waitFor(
      async () =>
        expect((await lastMessage(conversationId)).attachments).toMatchObject([{ name: 'big.bin', state: 'too-large', url: null }]),
      patience,
    );
  });

  test('is fetched again after a fault of the provider', async () => {
    const { bot, customer, conversationId } = await openChat();
    hub().telegram.faults.add({ bot: bot.id, method: 'getFile', kind: '500', times: 1 });
    customer.sendDocument(bot, { bytes: pdf, name: 'bill.pdf', mime: 'application/pdf' });

    await vi.waitFor(async () => expect((await lastMessage(conversationId)).attachments).toMatchObject([{ state: 'ready' }]), patience);
  });
});

describe('an upload', () => {
  test('of what a browser could run is kept as bytes without a type', async () => {
    const { status, body } = await upload(Buffer.from('<script>alert(1)</script>'), '../../evil.html', 'text/html');

    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'evil.html', mimeType: 'application/octet-stream' });
  });

  test('beyond the limit is refused and leaves nothing behind', async () => {
    const before = await File.countDocuments();
    const { status, body } = await upload(Buffer.alloc(31 * 1024 * 1024), 'huge.bin');

    expect(status).toBe(413);
    expect(body.error?.code).toBe('file.too-large');
    expect(await File.countDocuments()).toBe(before);
  });

  test('reaches the customer with the reply it is attached to, and answers ranges', async () => {
    const { bot, customer, conversationId } = await openChat();
    const { body: file } = await upload(pdf, 'offer.pdf', 'application/pdf');

    await hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: 'our offer', attachments: [file.id] } });

    await vi.waitFor(() => {
      expect(hub().telegram.transcript(customer.chatWith(bot)).at(-1)).toMatchObject({ caption: 'our offer', media: { kind: 'document' } });
    }, patience);
    const part = await fetch(file.url, { headers: { range: 'bytes=0-3' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('%PDF');
  });

  test('beyond what the channel takes is refused before sending, with the limit', async () => {
    const { conversationId } = await openChat();
    const { body: file } = await upload(Buffer.from('x'), 'x.txt', 'text/plain');
    await File.updateOne({ _id: file.id }, { $set: { size: 51 * 1024 * 1024 } });

    const refused = await hub()
      .client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: '', attachments: [file.id] } })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ code: 'channel.ability-missing', details: { ability: 'attachment-size', limit: 50 * 1024 * 1024 } });
  });
});
