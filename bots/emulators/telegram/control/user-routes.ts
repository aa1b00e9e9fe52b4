import { z } from 'zod';
import type { ChatRef, EmulatedBot, MessageRef } from '../actors/handles.ts';
import { messageOf } from '../actors/scene.ts';
import { userActor, type EmulatedUser } from '../actors/user.ts';
import type { ActorFile } from '../actors/media.ts';
import { mediaKinds, type MediaKind } from '../wire.ts';
import { presentTranscript, transcriptOf } from '../transcript.ts';
import { createPerson } from '../world/users.ts';
import { viewUser } from './view.ts';
import { route, type ControlCall, type ControlRoute } from './route.ts';

const file = z.object({
  base64: z.base64(),
  name: z.string().optional(),
  mime: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
const message = { chatKey: z.string(), messageId: z.number() };
/** Where a person writes: a group by `chatKey`, or a bot by `botId`; `thread` is a topic, `replyTo` a message's id there. */
const place = {
  chatKey: z.string().optional(),
  botId: z.number().optional(),
  thread: z.number().optional(),
  replyTo: z.number().optional(),
  isAnonymous: z.boolean().optional(),
};
type Place = z.output<z.ZodObject<typeof place>>;

function actor({ core, parameters }: ControlCall): EmulatedUser {
  const person = core.world.users.get(Number(parameters['userId']));
  if (!person || person.isBot) throw new Error(`There is no person ${parameters['userId'] ?? ''}`);
  return userActor(core.world, person);
}

/** The handle of a bot by its id. */
export function botHandle({ core }: ControlCall, id: number): EmulatedBot {
  const bot = core.world.botsById.get(id);
  if (!bot) throw new Error(`There is no bot ${id}`);
  return { id, token: bot.token, username: bot.user.username ?? '', name: bot.user.firstName };
}

function target(call: ControlCall, user: EmulatedUser, { chatKey, botId }: Place): ChatRef {
  if (botId !== undefined) return user.chatWith(botHandle(call, botId));
  const chat = call.core.world.chats.get(chatKey ?? '');
  if (!chat) throw new Error('Name the chat by chatKey or botId');
  return { key: chat.key, id: chat.id };
}

function writing({ thread, replyTo, isAnonymous }: Place, chat: ChatRef) {
  return { thread, isAnonymous, replyTo: replyTo === undefined ? undefined : { chatKey: chat.key, messageId: replyTo } };
}

const toFile = ({ base64, ...rest }: z.output<typeof file>): ActorFile => ({ ...rest, bytes: Buffer.from(base64, 'base64') });

const senders: Record<
  MediaKind,
  keyof Pick<
    EmulatedUser,
    'sendPhoto' | 'sendDocument' | 'sendVideo' | 'sendAudio' | 'sendVoice' | 'sendVideoNote' | 'sendAnimation' | 'sendSticker'
  >
> = {
  photo: 'sendPhoto',
  document: 'sendDocument',
  video: 'sendVideo',
  audio: 'sendAudio',
  voice: 'sendVoice',
  video_note: 'sendVideoNote',
  animation: 'sendAnimation',
  sticker: 'sendSticker',
};

/** What people do: write, send, edit, press, block. */
export const userRoutes: readonly ControlRoute[] = [
  route(
    'POST',
    'users',
    { firstName: z.string().min(1), lastName: z.string().optional(), username: z.string().optional(), languageCode: z.string().optional() },
    (call, body) => viewUser(createPerson(call.core.world, body)),
  ),
  route('POST', 'users/:userId/text', { ...place, text: z.string().min(1).max(4096) }, (call, body) => {
    const user = actor(call);
    const chat = target(call, user, body);
    return user.sendText(chat, body.text, writing(body, chat));
  }),
  route('POST', 'users/:userId/media', { ...place, kind: z.enum(mediaKinds), file, caption: z.string().optional() }, (call, body) => {
    const user = actor(call);
    const chat = target(call, user, body);
    return user[senders[body.kind]](chat, toFile(body.file), { ...writing(body, chat), caption: body.caption });
  }),
  route(
    'POST',
    'users/:userId/album',
    {
      ...place,
      items: z
        .array(file.extend({ kind: z.enum(['photo', 'video', 'document', 'audio']) }))
        .min(2)
        .max(10),
      caption: z.string().optional(),
    },
    (call, body) => {
      const user = actor(call);
      const chat = target(call, user, body);
      const items = body.items.map(({ kind, ...item }) => ({ kind, ...toFile(item) }));
      return user.sendAlbum(chat, items, { ...writing(body, chat), caption: body.caption });
    },
  ),
  route('POST', 'users/:userId/location', { ...place, latitude: z.number(), longitude: z.number() }, (call, body) => {
    const user = actor(call);
    const chat = target(call, user, body);
    return user.sendLocation(chat, { latitude: body.latitude, longitude: body.longitude }, writing(body, chat));
  }),
  route('POST', 'users/:userId/contact', { ...place, phone: z.string(), isOwn: z.boolean().default(true) }, (call, body) => {
    const user = actor(call);
    const chat = target(call, user, body);
    return user.sendContact(chat, { phone: body.phone, isOwn: body.isOwn }, writing(body, chat));
  }),
  route('POST', 'users/:userId/edit', { ...message, text: z.string().min(1) }, (call, body) => actor(call).edit(body, body.text)),
  route('POST', 'users/:userId/delete', message, (call, body) => actor(call).delete(body)),
  route('POST', 'users/:userId/react', { ...message, emoji: z.array(z.string()) }, (call, body) => actor(call).react(body, ...body.emoji)),
  route('POST', 'users/:userId/forward', { ...place, message: z.object(message) }, (call, body) => {
    const user = actor(call);
    return user.forward(body.message, target(call, user, body), { thread: body.thread });
  }),
  route('POST', 'users/:userId/press', { ...message, button: z.string() }, (call, body) => actor(call).press(body, body.button)),
  route(
    'POST',
    'users/:userId/inline',
    { botId: z.number(), text: z.string(), chatType: z.string().optional() },
    (call, { botId, text, chatType }) => actor(call).inlineQuery(botHandle(call, botId), text, chatType === undefined ? {} : { chatType }),
  ),
  route(
    'POST',
    'users/:userId/choose',
    { ...place, offeredBy: z.number(), result: z.record(z.string(), z.unknown()), query: z.string().default('') },
    (call, body) => {
      const user = actor(call);
      const chat = target(call, user, body);
      return user.choose(botHandle(call, body.offeredBy), body.result, chat, { ...writing(body, chat), query: body.query });
    },
  ),
  route('POST', 'users/:userId/start', { botId: z.number(), payload: z.string().optional() }, (call, { botId, payload }) =>
    actor(call).openDeepLink(botHandle(call, botId), payload),
  ),
  route('POST', 'users/:userId/block', { botId: z.number() }, (call, { botId }) => actor(call).block(botHandle(call, botId))),
  route('POST', 'users/:userId/unblock', { botId: z.number() }, (call, { botId }) => actor(call).unblock(botHandle(call, botId))),
  route('GET', 'chats/:chatKey/messages', {}, ({ core, parameters, query }) => {
    const chat = core.world.chats.get(parameters['chatKey'] ?? '');
    if (!chat) throw new Error(`There is no chat ${parameters['chatKey'] ?? ''}`);
    const thread = query.get('thread');
    return transcriptOf(chat, thread === null ? {} : { thread: Number(thread) });
  }),
  route('GET', 'chats/:chatKey/messages/:messageId', {}, ({ core, parameters }) => {
    const ref: MessageRef = { chatKey: parameters['chatKey'] ?? '', messageId: Number(parameters['messageId']) };
    return presentTranscript(messageOf(core.world, ref));
  }),
];
