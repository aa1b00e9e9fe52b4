import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import { buttonIndexOf } from '../../kit/press-key.ts';

const templateButton = z.object({ text: z.string(), payload: z.string().optional() });

const reply = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });
const interactive = z.object({
  type: z.string(),
  button_reply: reply.optional(),
  list_reply: reply.optional(),
  nfm_reply: z.object({ name: z.string().optional(), body: z.string().optional(), response_json: z.string().optional() }).optional(),
});

/** A pressed quick reply of a template. */
export function readButton(raw: unknown): Partial<InboundContent> {
  const { text, payload } = templateButton.parse(raw);
  return pressed({ id: payload ?? text, title: text });
}

/** A pressed button, a picked row, a filled-in form. */
export function readInteractive(raw: unknown): Partial<InboundContent> {
  const { type, button_reply, list_reply, nfm_reply } = interactive.parse(raw);
  const picked = button_reply ?? list_reply;
  if (picked) return pressed(picked);
  if (nfm_reply) return { text: formLines(nfm_reply.body, nfm_reply.response_json) };
  return { unsupported: true, unsupportedType: type };
}

function pressed({ id, title, description }: z.infer<typeof reply>): Partial<InboundContent> {
  const buttonIndex = buttonIndexOf(id);
  return {
    text: title,
    choice: { payload: id, title, ...(description && { description }), ...(buttonIndex !== undefined && { buttonIndex }) },
  };
}

/** A form's answers as lines; its token is for programs. */
function formLines(body: string | undefined, json: string | undefined): string {
  const answers = z.record(z.string(), z.unknown()).safeParse(parseJson(json ?? '{}')).data ?? {};
  const lines = Object.entries(answers)
    .filter(([name]) => name !== 'flow_token')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [body, ...lines].filter(Boolean).join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
