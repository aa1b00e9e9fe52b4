import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { invalidParameter } from './graph-error.ts';

/** One call as it came: parameters of the address and of the body, with an uploaded file where there is one. */
export interface GraphCall {
  method: string;
  /** Without the version. */
  path: string[];
  parameters: Record<string, unknown>;
  file: { bytes: Buffer; mime: string } | null;
  token: string | undefined;
  hasTokenInAddress: boolean;
}

/** Reads a call whose body is JSON, a form or an upload; objects may be written as JSON within a form. */
export async function readCall(request: IncomingMessage, url: URL): Promise<GraphCall> {
  const query = Object.fromEntries(url.searchParams);
  const { fields, file } = await readBody(request);
  const parameters: Record<string, unknown> = { ...query, ...fields };
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const written = parameters['access_token'];
  const override = parameters['method'];
  const hasTokenInAddress = [...url.searchParams.keys()].some((name) => /token$/.test(name));
  return {
    method: typeof override === 'string' ? override.toUpperCase() : (request.method ?? 'GET'),
    path: url.pathname
      .split('/')
      .filter((part, place) => part !== '' && !(place === 1 && /^v\d+\.\d+$/.test(part)))
      .map(decodeURIComponent),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, fromJson(value)])),
    file,
    token: bearer ?? (typeof written === 'string' ? written : undefined),
    hasTokenInAddress,
  };
}

async function readBody(request: IncomingMessage): Promise<{ fields: object; file: GraphCall['file'] }> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readUpload(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if (!type.startsWith('application/json')) return { fields: Object.fromEntries(new URLSearchParams(text)), file: null };
  const parsed = fromJson(text);
  if (typeof parsed !== 'object' || parsed === null) throw invalidParameter('The body is not JSON');
  return { fields: parsed, file: null };
}

function readUpload(request: IncomingMessage): Promise<{ fields: object; file: GraphCall['file'] }> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let file: GraphCall['file'] = null;
    const form = busboy({ headers: request.headers });
    form.on('field', (name, value) => (fields[name] = value));
    form.on('file', (_name, stream, { mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => (file = { bytes: Buffer.concat(chunks), mime: mimeType }));
    });
    form.on('close', () => resolve({ fields, file }));
    form.on('error', () => reject(invalidParameter('The upload could not be read')));
    request.on('aborted', () => reject(invalidParameter('The upload was cut')));
    request.pipe(form);
  });
}

/** A text that is JSON of an object or list as what it says, anything else as it is. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
