import type { Abilities } from '../../../../bots/contract/abilities.ts';
import {
  defineChannel,
  type AnyChannel,
  type ConnectContext,
  type Connection,
  type DeliverPayload,
} from '../../../../bots/contract/channel.ts';
import { ChannelError } from '../../../../bots/contract/error.ts';
import { inboundMessage, type InboundMessage } from '../../../../bots/contract/inbound.ts';
import type { OutboundMessage } from '../../../../bots/contract/outbound.ts';
import { sayWhy } from '../../../../bots/contract/reason.ts';
import type { SignInStep } from '../../../../bots/contract/sign-in.ts';
import type { MessageTemplate } from '../../../../bots/contract/template.ts';
import { z } from 'zod';

/** A provider that exists in memory only: one session serves an account, and a code signs it in. */
export interface PhoneNetwork {
  /** What customers got, and which hub sent it. */
  sent: { by: string; message: OutboundMessage }[];
  /** What accounts send by: the hub's connections that listen just now, by channel. */
  lines: Map<string, { by: string; deliver: DeliverPayload; context: ConnectContext<unknown> }>;
  /** What an account without a session asks for. */
  asks: SignInStep;
  /** Signs in, or shows another step, by channel, while it asks. */
  asking: Map<string, { signIn(): void; ask(step: SignInStep): void }>;
  templates: MessageTemplate[];
  /** What renewing answers with. */
  renewal: () => Promise<{ settings: Record<string, unknown>; expireAt: Date } | null>;
  /** A customer writes to a channel. */
  write(channelId: string, message: Partial<InboundMessage> & Pick<InboundMessage, 'externalId'>): Promise<void>;
}

export const rightCode = '4711';

const abilities: Abilities = {
  attachments: {},
  textLength: 1000,
  textBytes: null,
  captionLength: 0,
  albumSize: 1,
  location: false,
  edit: false,
  deleteHours: null,
  react: false,
  reactionEmojis: null,
  replyTo: false,
  typing: false,
  told: { edit: false, delete: false, react: false, typing: false },
  receipts: 'sent',
  buttons: null,
  windowHours: 24,
  templates: true,
  startConversation: true,
  idempotentSend: false,
  rate: { accountPerSecond: 100, chatPerSecond: 100, chatBurst: 100 },
};

/** Makes a network without accounts. */
export function createPhoneNetwork(): PhoneNetwork {
  const network: PhoneNetwork = {
    sent: [],
    lines: new Map(),
    asks: { kind: 'code', from: 'sms', hint: '**11' },
    asking: new Map(),
    templates: [],
    renewal: () => Promise.resolve(null),
    async write(channelId, message) {
      const line = network.lines.get(channelId);
      if (!line) throw new Error('nobody listens to this account');
      await line.deliver({
        type: 'message',
        chatId: '7',
        sender: { externalId: '7', name: 'Ann' },
        sentAt: new Date().toISOString(),
        content: { text: 'hello' },
        ...message,
      });
    },
  };
  return network;
}

/** The channel of such accounts as one hub has it. */
export function createPhoneChannel(network: PhoneNetwork, by: string): AnyChannel {
  return defineChannel<{ token: string }>({
    provider: 'phone',
    title: 'Phone',
    isUnofficial: true,
    abilities,
    settingsSchema: z.strictObject({ token: z.string().min(1) }),
    secretSettings: ['token'],
    connect: (context) => connect(network, by, context),
  });
}

const event = inboundMessage.extend({ sentAt: z.coerce.date() });

function connect(network: PhoneNetwork, by: string, context: ConnectContext<{ token: string }>): Connection {
  return {
    setUp: () => Promise.resolve({ account: null, health: { state: 'connecting', ...sayWhy('instagram-signing-in') } }),
    isAuthentic: () => false,
    parse: (payload) => [{ event: event.parse(payload) }],
    sendsWhereItListens: true,
    async listen(deliver, signal) {
      const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      if ((await context.session.load()) === null) {
        const ask = (signIn: SignInStep) => context.report({ health: { state: 'connecting', ...sayWhy('instagram-signing-in'), signIn } });
        ask(network.asks);
        await Promise.race([stopped, new Promise<void>((signIn) => network.asking.set(context.channelId, { signIn, ask }))]);
        network.asking.delete(context.channelId);
        if (signal.aborted) return;
        await context.session.save('signed in');
      }
      context.report({ health: { state: 'ok' }, account: { externalId: '100', name: 'Shop phone' } });
      network.lines.set(context.channelId, { by, deliver, context });
      await stopped;
      network.lines.delete(context.channelId);
    },
    answerSignIn(code) {
      if (code !== rightCode) return Promise.reject(new ChannelError('invalid-content', { detail: 'Wrong code' }));
      network.asking.get(context.channelId)?.signIn();
      return Promise.resolve();
    },
    renew: () => network.renewal(),
    listTemplates: () => Promise.resolve(network.templates),
    send(message) {
      if (message.text === 'fail') return Promise.reject(new ChannelError('invalid-content', { detail: 'No such words' }));
      network.sent.push({ by, message });
      return Promise.resolve({ parts: [{ externalId: `out-${network.sent.length}` }] });
    },
    fetchFile: () => Promise.reject(new ChannelError('media')),
    close: () => Promise.resolve(),
  };
}
