import { ok, refusals } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import type { Call } from '../wire/request.ts';
import { fileMark, showItem } from '../wire/show.ts';
import { addFile, addItem } from '../world/threads.ts';
import type { Account, Item, Thread, World } from '../world/state.ts';
import { threadOf } from './inbox.ts';

/** UTF-16 units of a text in a chat. */
const maxTextLength = 1000;

/** Sends something to a thread. */
export function broadcast(world: World, account: Account, call: Call, kind: string): Answer {
  const [threadId] = readIds(call.form['thread_ids']);
  const thread = threadId === undefined ? undefined : threadOf(world, account, threadId);
  if (!thread) return refusals.notFound();
  if (thread.isPending) return refusals.invalid('You must accept this request first.');
  if (kind === 'reaction') return react(world, account, thread, call);
  const clientContext = call.form['client_context'] ?? '';
  const before = world.knowsRepeats ? thread.items.find((item) => item.clientContext === clientContext) : undefined;
  if (before) return sent(thread, before);
  const content = contentOf(world, call, kind);
  if (typeof content === 'string') return refusals.invalid(content);
  const answered = thread.items.find(({ id }) => id === call.form['replied_to_item_id']);
  const body = { ...content.body, ...(answered && { replied_to_message: showItem(world, answered) }) };
  return sent(thread, addItem(world, thread, { userId: account.id, clientContext, type: content.type, body }));
}

function sent(thread: Thread, item: Item): Answer {
  const metadata = { client_context: item.clientContext, item_id: item.id, timestamp: String(item.at), thread_id: thread.id };
  return ok({ action: 'item_ack', status_code: '200', payload: metadata, message_metadata: [metadata] });
}

/** What a call sends, or why it can't. */
function contentOf(world: World, call: Call, kind: string): Pick<Item, 'type' | 'body'> | string {
  if (kind === 'text') {
    const text = call.form['text'] ?? '';
    if (text.trim() === '') return 'Text is empty.';
    return text.length > maxTextLength ? 'Text is too long.' : { type: 'text', body: { text } };
  }
  const upload = world.uploads.get(call.form['upload_id'] ?? '');
  if (!upload) return 'Upload not found.';
  const { bytes, durationMs } = upload;
  if (kind === 'configure_photo') {
    if (upload.kind !== 'photo') return 'This is no photo.';
    const candidates = [{ width: 640, height: 480, url: fileMark(addFile(world, bytes, 'image/jpeg')) }];
    return { type: 'media', body: { media: { media_type: 1, image_versions2: { candidates } } } };
  }
  if (!upload.isFinished) return 'Transcode not finished yet.';
  if (kind === 'configure_video') {
    const video_versions = [{ type: 101, width: 640, height: 480, url: fileMark(addFile(world, bytes, 'video/mp4')) }];
    return { type: 'media', body: { media: { media_type: 2, video_versions, video_duration: durationMs / 1000 } } };
  }
  if (kind !== 'share_voice' || !upload.isVoice) return `Nobody knows how to send ${kind}.`;
  const audio = { audio_src: fileMark(addFile(world, bytes, 'audio/mp4')), duration: durationMs, waveform_data: [] };
  return { type: 'voice_media', body: { voice_media: { media: { media_type: 11, audio } } } };
}

function react(world: World, account: Account, thread: Thread, call: Call): Answer {
  const item = thread.items.find(({ id }) => id === call.form['item_id']);
  if (!item) return refusals.notFound();
  item.reactions = item.reactions.filter(({ userId }) => userId !== account.id);
  if (call.form['reaction_status'] === 'created') {
    item.reactions.push({ userId: account.id, emoji: call.form['emoji'] ?? '❤', at: world.clock.now() * 1000 });
  }
  return ok({ action: 'item_ack', payload: { item_id: item.id, thread_id: thread.id } });
}

function readIds(text: string | undefined): string[] {
  const parsed: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(parsed) ? parsed.map(String) : [];
}
