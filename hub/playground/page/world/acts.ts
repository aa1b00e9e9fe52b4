import { z } from 'zod';
import type { Sample } from '../samples/sample.ts';

/** Where a person writes: a group, or a bot's private chat; `thread` is a topic, `replyTo` a message there. */
export interface Place {
  chatKey?: string;
  botId?: number;
  thread?: number;
  replyTo?: number;
}

/** A message by its chat and number. */
export interface MessageRef {
  chatKey: string;
  messageId: number;
}

const pressAnswer = z.object({ text: z.string().optional(), showAlert: z.boolean(), url: z.string().optional() });
const inlineResult = z.looseObject({ id: z.string(), type: z.string(), title: z.string().optional(), description: z.string().optional() });
export type InlineResult = z.infer<typeof inlineResult>;
const inlineAnswer = z.object({
  results: z.array(inlineResult),
  button: z.looseObject({ text: z.string(), start_parameter: z.string().optional() }).optional(),
});

/** Everything people can do in the emulated Telegram; each rejects with the reason why it could not be done. */
export type Acts = ReturnType<typeof createActs>;

/** The calls of the emulator's control API. */
export function createActs(emulatorUrl: string) {
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${emulatorUrl}/emulator/api/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(z.object({ error: z.string() }).parse(answer).error);
    return answer;
  }
  const act = (userId: number, what: string, body: object): Promise<unknown> => call('POST', `users/${userId}/${what}`, body);

  async function sendFiles(userId: number, place: Place, files: readonly Sample[], caption?: string): Promise<void> {
    const items = await Promise.all(
      files.map(async ({ kind, name, blob }) => ({ kind, name, mime: blob.type, base64: await toBase64(blob) })),
    );
    const words = caption ? { caption } : {};
    const [first] = items;
    if (items.length > 1) return void (await act(userId, 'album', { ...place, ...words, items }));
    if (!first) return;
    const { kind, ...file } = first;
    await act(userId, 'media', { ...place, ...words, kind, file });
  }

  return {
    fileUrl: (key: string) => `${emulatorUrl}/emulator/files/${encodeURIComponent(key)}`,
    sendText: (userId: number, place: Place, text: string) => act(userId, 'text', { ...place, text }),
    sendFiles,
    sendLocation: (userId: number, place: Place) => act(userId, 'location', { ...place, latitude: 55.7512, longitude: 37.6184 }),
    sendContact: (userId: number, place: Place) => act(userId, 'contact', { ...place, phone: '+1 202 555 0143' }),
    edit: (userId: number, message: MessageRef, text: string) => act(userId, 'edit', { ...refOf(message), text }),
    remove: (userId: number, message: MessageRef) => act(userId, 'delete', refOf(message)),
    react: (userId: number, message: MessageRef, emoji: string[]) => act(userId, 'react', { ...refOf(message), emoji }),
    start: (userId: number, botId: number, payload?: string) => act(userId, 'start', { botId, ...(payload ? { payload } : {}) }),
    block: (userId: number, botId: number) => act(userId, 'block', { botId }),
    unblock: (userId: number, botId: number) => act(userId, 'unblock', { botId }),
    press: async (userId: number, message: MessageRef, data: string) =>
      pressAnswer.parse(await act(userId, 'press', { ...refOf(message), button: data })),
    askInline: async (userId: number, botId: number, text: string, chatType: string) =>
      inlineAnswer.parse(await act(userId, 'inline', { botId, text, chatType })),
    choose: (userId: number, place: Place, offeredBy: number, result: InlineResult, query: string) =>
      act(userId, 'choose', { ...place, offeredBy, result, query }),
    createTopic: (userId: number, chatKey: string, name: string) => call('POST', `groups/${chatKey}/topics`, { userId, name }),
    changeTopic: (userId: number, chatKey: string, thread: number, how: 'close' | 'reopen' | 'delete') =>
      call('POST', `groups/${chatKey}/topics/${thread}/${how}`, { userId }),
    addFault: (fault: object) => call('POST', 'faults', fault),
    removeFault: (id: number) => call('DELETE', `faults/${id}`),
    clearFaults: () => call('DELETE', 'faults'),
    setLimits: (limits: 'off' | 'real') => call('PUT', 'limits', { limits }),
    setDelivery: (knobs: object) => call('PUT', 'delivery', knobs),
  };
}

const refOf = ({ chatKey, messageId }: MessageRef): MessageRef => ({ chatKey, messageId });

async function toBase64(blob: Blob): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file can not be read')));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
