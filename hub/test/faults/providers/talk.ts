import { vi } from 'vitest';
import { listConversations } from '../../../api/customers/conversations.ts';
import { listMessages, retryMessage, sendMessage, type MessageView } from '../../../api/customers/messages.ts';
import { fileView } from '../../../api/customers/files.ts';
import { Conversation } from '../../../domain/conversation/model.ts';
import { reply } from '../agents.ts';
import { findViolations } from '../checker.ts';
import { createHistory, type CarriedOut, type Checked, type History } from '../history.ts';
import { patience, type DrivenAccount, type DrivenHub, type Driver, type OwnFile } from './driver.ts';

/** The hub of a talk, and a token for what has no endpoint. */
export interface TalkHub extends DrivenHub {
  token: string;
}

/** One customer of one account who has written, with what both were promised. */
export interface Talk extends Checked {
  account: DrivenAccount;
  /** The customer writes, and the hub owes it from now on. */
  write(text: string): void;
  /** A file without words. */
  writeFile(): void;
  /** An agent answers; the hub owes that, too. */
  say(text: string): Promise<void>;
  /** The same with a file. */
  sayWithFile(text: string, file: OwnFile): Promise<void>;
  /** Has an agent try again, each time it failed, until it is sent. */
  insist(text: string): Promise<void>;
  /** The messages now, oldest first. */
  messages(): Promise<MessageView[]>;
  /** Waits until the delivery of what we said passes a look. */
  ends(text: string, check: (delivery: MessageView['delivery']) => void): Promise<void>;
  /** What was promised and not kept, in words, once all has settled. */
  violations(): Promise<string[]>;
}

/** What each channel was promised, and what it sent: an account may have several talks. */
const channels = new Map<string, { history: History; sent: (() => CarriedOut[])[] }>();

/** Opens an account of a provider, lets its customer write, and waits for the conversation. */
export async function openTalk(hub: TalkHub, driver: Driver, customer: string): Promise<Talk> {
  const account = await driver.open(hub, customer);
  const { channelId } = account;
  const { history, sent } = channels.get(channelId) ?? { history: createHistory(), sent: [] };
  channels.set(channelId, { history, sent });
  const hello = `hello from ${customer}`;
  account.write(hello);
  const conversationId = await vi.waitFor(async () => {
    const { items } = await hub.client().call(listConversations, { query: { channel: channelId } });
    const found = items.find(({ preview }) => preview === hello);
    if (!found) throw new Error(`${driver.provider} has no conversation yet`);
    return found.id;
  }, patience);
  const { chatId } = await Conversation.findById(conversationId).orFail().lean();
  const note = (text: string) => history.messages.push({ channelId, chatId, externalId: null, text });
  note(hello);
  const messages = async () =>
    (await hub.client().call(listMessages, { params: { conversationId }, query: { limit: 200 } })).items.filter(
      ({ kind }) => kind === 'text',
    );
  sent.push(() => account.seen().map((text) => ({ chatId, text })));
  const talk: Talk = {
    account,
    history,
    channelIds: [channelId],
    carriedOut: () => sent.flatMap((told) => told()),
    pending: () => account.pending(),
    write(text) {
      account.write(text);
      note(text);
    },
    writeFile() {
      account.sendFile();
      note('');
    },
    say: (text) => reply({ client: hub.client, history }, conversationId, text),
    async sayWithFile(text, file) {
      const attachments = [await upload(hub, file)];
      const body = { kind: 'text' as const, text, attachments, clientId: `${channelId} ${text}` };
      await hub.client().call(sendMessage, { params: { conversationId }, body });
      history.replies.push({ conversationId, clientId: body.clientId, text });
    },
    async insist(text) {
      for (;;) {
        const message = await vi.waitFor(async () => {
          const found = (await messages()).find((message) => message.text === text);
          if (!found || ['queued', 'sending'].includes(found.delivery?.state ?? '')) throw new Error(`"${text}" is under way`);
          return found;
        }, patience);
        if (message.delivery?.state !== 'failed') return;
        await hub.client().call(retryMessage, { params: { conversationId, messageId: message.id } });
      }
    },
    messages,
    ends: (text, check) =>
      vi.waitFor(async () => {
        const found = (await messages()).find((message) => message.text === text);
        check(found?.delivery);
      }, patience),
    violations: () => findViolations(talk),
  };
  return talk;
}

async function upload({ url, token }: TalkHub, { bytes, name, type }: OwnFile): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${url()}/api/v1/files`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
  return fileView.parse(await response.json()).id;
}
