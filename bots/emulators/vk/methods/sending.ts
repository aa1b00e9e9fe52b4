import { VkApiError, wrongParameter } from '../api-error.ts';
import type { VkAttachment, VkGroup, VkMessage, World } from '../world/state.ts';
import { chatOffset, dialogOf } from '../world/state.ts';
import { attachmentOf } from '../world/attachments.ts';
import { wireMessage } from '../world/wire.ts';
import { addMessage } from '../world/write.ts';
import { unixTime } from '../../clock.ts';
import { readKeyboard } from './keyboard.ts';
import { number, numbers, optionalNumber, type Method, type MethodCall } from './method.ts';

/** Characters of a text; the documentation says 9000, the server refuses more than this. */
const mostCharacters = 4096;

/** `messages.send`: to one peer the number of the message, to several (`peer_ids`) an outcome for each. */
export const sendMethods: Record<string, Method> = {
  'messages.send': {
    scope: 'messages',
    run(call) {
      const peers = numbers(call.params, 'peer_ids');
      if (peers.length === 0) return send(call, number(call.params, 'peer_id')).id;
      if (peers.length > 100) throw wrongParameter('peer_ids has more than 100 items');
      return peers.map((peerId) => sendOrSay(call, peerId));
    },
  },
};

function sendOrSay(call: MethodCall, peerId: number): object {
  try {
    const { id, cmid } = send(call, peerId);
    return { peer_id: peerId, message_id: peerId >= chatOffset ? 0 : id, conversation_message_id: cmid };
  } catch (error) {
    if (!(error instanceof VkApiError) || ![900, 901, 902, 917].includes(error.code)) throw error;
    return { peer_id: peerId, message_id: 0, error: { code: error.code, description: error.message } };
  }
}

function send(call: MethodCall, peerId: number): VkMessage {
  const { world, group, params } = call;
  const randomId = number(params, 'random_id');
  if (peerId < chatOffset && !world.users.has(peerId)) throw new VkApiError(901);
  if (peerId >= chatOffset && !group.dialogs.has(peerId)) throw new VkApiError(917);
  const dialog = dialogOf(group, peerId);
  if (!dialog.isAllowed) throw new VkApiError(901);
  // A number that was used before is the same message: it is not sent again.
  const sent = randomId === 0 ? undefined : dialog.messages.find((one) => one.isOut && one.randomId === randomId);
  if (sent) return sent;

  const content = readContent(world, group, params);
  const replyTo = readReply(params);
  const payload = params.get('payload');
  if (payload !== null && payload.length > 1000) throw wrongParameter('payload is too long');
  const message = addMessage(world, group, dialog, {
    ...content,
    fromId: -group.id,
    isOut: true,
    randomId,
    ...(replyTo !== undefined && { replyTo }),
    ...(payload !== null && { payload }),
  });
  delete dialog.typing;
  world.emit(group, 'message_reply', wireMessage(group, dialog, message));
  return message;
}

/** What a message says: its text, files, place and keyboard. Throws 914, 100, 911, 912. */
export function readContent(world: World, group: VkGroup, params: URLSearchParams) {
  const text = params.get('message') ?? '';
  if (text.length > mostCharacters) throw new VkApiError(914);
  const attachments = readAttachments(world, params.get('attachment') ?? '');
  const [latitude, longitude] = [params.get('lat'), params.get('long')];
  const geo = latitude !== null && longitude !== null ? { latitude: Number(latitude), longitude: Number(longitude) } : undefined;
  if (geo && (Math.abs(geo.latitude) > 90 || Math.abs(geo.longitude) > 180)) throw wrongParameter('lat is invalid');
  if (text === '' && attachments.length === 0 && !geo) throw wrongParameter('message is empty or invalid');
  const keyboard = readKeyboard(group, params.get('keyboard'));
  return { text, attachments, ...(geo && { geo }), ...(keyboard && { keyboard }) };
}

/** What is not there is left out without a word, as the real one does. */
function readAttachments(world: World, list: string): VkAttachment[] {
  const references = list === '' ? [] : list.split(',');
  if (references.length > 10) throw wrongParameter('too many attachments, max 10');
  const files = references.flatMap((reference) => world.files.byReference(reference.trim()) ?? []);
  return files.map((file) => attachmentOf(file, world.url(), unixTime(world.clock)));
}

function readReply(params: URLSearchParams): number | undefined {
  const forward = params.get('forward');
  if (forward === null) return optionalNumber(params, 'reply_to');
  const parsed = JSON.parse(forward) as { conversation_message_ids?: number[]; is_reply?: unknown };
  const [first] = parsed.conversation_message_ids ?? [];
  if (first === undefined) throw new VkApiError(913, 'Too many forwarded messages');
  return first;
}
