import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment } from '../fields.ts';

export const fileView = z.object({ id, name: z.string(), mimeType: z.string(), size: z.number(), url: z.string(), createdAt: moment });
export type FileView = z.infer<typeof fileView>;

export const uploadFile = endpoint({
  method: 'post',
  path: '/files',
  summary: 'Upload a file (multipart, field `file`) to attach it to a message',
  access: 'file.upload',
  view: fileView,
  status: 201,
  consumes: 'multipart',
});

export const getFile = endpoint({
  method: 'get',
  path: '/files/:fileId',
  summary: 'A stored file with a fresh signed address',
  access: 'file.view',
  params: z.object({ fileId: id }),
  view: fileView,
});
