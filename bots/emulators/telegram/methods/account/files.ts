import { badRequest } from '../../api-error.ts';
import { getMedia, maxDownloadBytes, presentFile } from '../../world/files.ts';
import { method, type Method } from '../method.ts';
import { string } from '../params.ts';

/** The way to a file's bytes. */
export const fileMethods: Record<string, Method> = {
  getFile: method({ file_id: string.default('') }, ({ world, bot }, parameters) => {
    if (parameters.file_id === '') throw badRequest('file_id not specified');
    const { file } = getMedia(world, bot, parameters.file_id);
    if (file.bytes.length > maxDownloadBytes) throw badRequest('file is too big');
    return presentFile(file, parameters.file_id);
  }),
  getUserProfilePhotos: method({}, () => ({ total_count: 0, photos: [] })),
};
