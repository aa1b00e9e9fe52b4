import { fail, ok, refusals } from '../wire/answer.ts';
import type { Answer } from '../wire/answer.ts';
import type { Call } from '../wire/request.ts';
import type { World } from '../world/state.ts';

/** Takes the bytes of a photo (JPEG only) or of a video or voice message (MP4 only). */
export function upload(world: World, call: Call, kind: 'photo' | 'video'): Answer {
  const parameters: unknown = JSON.parse(header(call, 'x-instagram-rupload-params') || '{}');
  const field = (name: string) =>
    typeof parameters === 'object' && parameters !== null
      ? String(Object.entries(parameters).find(([key]) => key === name)?.[1] ?? '')
      : '';
  if (Number(header(call, 'x-entity-length')) !== call.body.length) return refusals.invalid('Length does not match.');
  const isRight =
    kind === 'photo' ? call.body.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) : call.body.toString('latin1', 4, 8) === 'ftyp';
  if (!isRight) return refusals.invalid(kind === 'photo' ? 'The photo could not be processed.' : 'The video could not be processed.');
  const id = field('upload_id');
  world.uploads.set(id, {
    bytes: call.body,
    kind,
    isVoice: field('is_direct_voice') === '1',
    isFinished: false,
    durationMs: Number(field('upload_media_duration_ms')),
  });
  return ok({ upload_id: id });
}

/** Ends an upload; while the video is worked on, the answer is "not yet". */
export function finishUpload(world: World, call: Call): Answer {
  const found = world.uploads.get(call.form['upload_id'] ?? '');
  if (!found) return refusals.invalid('Upload not found.');
  if (world.transcodes > 0) {
    world.transcodes -= 1;
    return fail(202, { message: 'Transcode not finished yet.' });
  }
  found.isFinished = true;
  return ok();
}

function header(call: Call, name: string): string {
  const value = call.headers[name];
  return typeof value === 'string' ? value : '';
}
