import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ApiError, badRequest } from './api-error.ts';
import type { WireObject } from './wire.ts';
import type { NewFile } from './world/files.ts';

/** Parameters and files of one call, however they were sent. */
export interface CallInput {
  parameters: WireObject;
  /** Uploaded files by field name: the parameter's own, or what `attach://<name>` points to. */
  files: Map<string, NewFile>;
}

/** Largest upload Telegram takes from a bot, in bytes. */
const maxUploadBytes = 50 * 1024 * 1024;

/** Reads a call's parameters from the query and from a JSON, urlencoded or multipart body. */
export async function readCall(request: IncomingMessage, query: URLSearchParams): Promise<CallInput> {
  const files = new Map<string, NewFile>();
  const parameters: WireObject = Object.fromEntries(query);
  if (request.method === 'GET' || request.method === 'HEAD') return { parameters, files };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) await readMultipart(request, parameters, files);
  else {
    const body = await readBody(request);
    if (type.startsWith('application/json')) Object.assign(parameters, parseObject(body.toString()));
    else Object.assign(parameters, Object.fromEntries(new URLSearchParams(body.toString())));
  }
  return { parameters, files };
}

function parseObject(text: string): object {
  if (text.trim() === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    throw badRequest("can't parse request body as JSON object");
  }
  throw badRequest("can't parse request body as JSON object");
}

/** The whole body of a request, at most an upload's size. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxUploadBytes) throw new ApiError(413, 'Request Entity Too Large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function readMultipart(request: IncomingMessage, parameters: WireObject, files: Map<string, NewFile>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isTooLarge = false;
    let form: busboy.Busboy;
    try {
      form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fieldSize: 1024 * 1024, fileSize: maxUploadBytes } });
    } catch {
      reject(badRequest("can't parse multipart/form-data"));
      return;
    }
    form.on('field', (name, value) => {
      parameters[name] = value;
    });
    form.on('file', (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        isTooLarge = true;
      });
      stream.on('end', () => files.set(field, { bytes: Buffer.concat(chunks), name: filename, mime: usefulMime(mimeType) }));
    });
    form.on('close', () => (isTooLarge ? reject(new ApiError(413, 'Request Entity Too Large')) : resolve()));
    form.on('error', () => reject(badRequest("can't parse multipart/form-data")));
    request.on('aborted', () => reject(badRequest('the upload was cut')));
    request.pipe(form);
  });
}

// Clients put octet-stream where they know nothing; Telegram then looks at the name and the bytes.
const usefulMime = (mime: string): string | undefined => (mime === 'application/octet-stream' ? undefined : mime);
