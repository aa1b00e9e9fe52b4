import { wrongParameter } from '../api-error.ts';
import { unixTime } from '../../clock.ts';
import { attachmentOf } from '../world/attachments.ts';
import type { StoredFile } from '../world/files.ts';
import { number, type Method, type MethodCall } from './method.ts';

/** Where files are uploaded to, and how they become something a message can carry. */
export const uploadMethods: Record<string, Method> = {
  'photos.getMessagesUploadServer': {
    scope: 'photos',
    run: ({ world, group }) => ({ upload_url: `${world.url()}/upload/photo?g=${group.id}`, album_id: -64, group_id: group.id }),
  },
  'docs.getMessagesUploadServer': {
    scope: 'docs',
    run({ world, group, params }) {
      number(params, 'peer_id');
      const type = params.get('type') ?? 'doc';
      if (!['doc', 'audio_message', 'graffiti'].includes(type)) throw wrongParameter('type');
      return { upload_url: `${world.url()}/upload/${type}?g=${group.id}` };
    },
  },
  'photos.saveMessagesPhoto': {
    scope: 'photos',
    run(call) {
      const { params } = call;
      if ((params.get('photo') ?? '[]') === '[]') throw wrongParameter('photo is undefined');
      const file = uploaded(call, params.get('photo') ?? '');
      return [attachmentOf(file, call.world.url(), unixTime(call.world.clock))['photo']];
    },
  },
  'docs.save': {
    scope: 'docs',
    run(call) {
      const file = uploaded(call, call.params.get('file') ?? '');
      const title = call.params.get('title');
      if (title) file.name = title;
      const { type, ...rest } = attachmentOf(file, call.world.url(), unixTime(call.world.clock));
      return { type, ...rest };
    },
  },
};

function uploaded({ world, group }: MethodCall, token: string): StoredFile {
  const file = world.files.byKey(token.replace(/^\[?"?|"?\]?$/g, ''));
  if (file?.ownerId !== -group.id) throw wrongParameter('file is invalid');
  return file;
}
