import type { IncomingMessage } from 'node:http';

/** A call as it came in, its form read: a signed one is opened. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  form: Record<string, string>;
  body: Buffer;
}

/** Reads a whole request. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://emulator');
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    form: isForm ? readForm(body.toString()) : {},
    body,
  };
}

/** `signed_body` is a signature, a dot and JSON; other forms are taken as they are. */
function readForm(text: string): Record<string, string> {
  const fields = Object.fromEntries(new URLSearchParams(text));
  const signed = fields['signed_body'];
  if (signed === undefined) return fields;
  const parsed: unknown = JSON.parse(signed.slice(signed.indexOf('.') + 1));
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
