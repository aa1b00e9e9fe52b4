import type WAWebJS from 'whatsapp-web.js';
import { download } from './download.ts';
import { CallFailure, readFailure } from './failure.ts';
import { findMessage } from './find-message.ts';
import type { Chats } from './happenings.ts';
import type { Peers } from './peers.ts';
import type { Call, CallName, FromWorker, Params, Result } from './protocol.ts';
import { handOverRecent } from './recent.ts';
import { send } from './send.ts';

/** What calls are carried out with. */
export interface Serving {
  client: WAWebJS.Client;
  library: typeof WAWebJS;
  peers: Peers;
  chats: Chats;
  /** True while the page is being loaded anew: nothing can be asked of it. */
  isLoading: () => boolean;
}

type Handlers = { [Name in CallName]: (serving: Serving, params: Params<Name>) => Promise<Result<Name>> };

const handlers: Handlers = {
  // The types say otherwise, but a page that is just loading has no state.
  state: async ({ client, isLoading }) => (isLoading() ? 'OPENING' : ((await client.getState()) ?? null)),
  send,
  download,
  recent: handOverRecent,
  async edit(serving, { message, text }) {
    const found = await findMessage(serving, message);
    serving.chats.changing('edit', message.id, text);
    if (!(await found.edit(text, { linkPreview: false })))
      throw new CallFailure('too-late', 'WhatsApp lets no one change this message any more');
    return null;
  },
  async delete(serving, { message }) {
    const found = await findMessage(serving, message);
    serving.chats.changing('revoke', message.id);
    await found.delete(true);
    return null;
  },
  async react(serving, { message, emoji }) {
    await (await findMessage(serving, message)).react(emoji);
    return null;
  },
  async typing(serving, { chatId, isRecording }) {
    const chat = await serving.client.getChatById(remoteOf(serving, chatId));
    await (isRecording ? chat.sendStateRecording() : chat.sendStateTyping());
    return null;
  },
  async seen(serving, { chatId }) {
    await serving.client.sendSeen(remoteOf(serving, chatId));
    return null;
  },
  async profile(serving, { chatId }) {
    const { phone, name } = await serving.peers.of(remoteOf(serving, chatId), true);
    const pictureUrl: string | undefined = await serving.client.getProfilePicUrl(remoteOf(serving, chatId)).catch(() => undefined);
    return { ...(name && { name }), ...(phone && { phone }), ...(pictureUrl && { pictureUrl }) };
  },
  async end({ client }) {
    await client.destroy();
    return null;
  },
};

/** Carries a call out; what went wrong is its answer. */
export async function answerCall(serving: Serving, call: Call): Promise<FromWorker> {
  try {
    if (serving.isLoading() && call.name !== 'state' && call.name !== 'end') throw new CallFailure('not-now', 'WhatsApp Web is loading');
    return { type: 'answer', id: call.id, result: await handle(serving, call) };
  } catch (error) {
    return { type: 'refusal', id: call.id, ...readFailure(error) };
  }
}

function handle<Name extends CallName>(serving: Serving, { name, params }: { name: Name; params: Params<Name> }): Promise<Result<Name>> {
  return handlers[name](serving, params);
}

function remoteOf({ peers }: Serving, chatId: string): string {
  return peers.remoteOf(chatId);
}
