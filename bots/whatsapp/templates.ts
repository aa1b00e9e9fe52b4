import { z } from 'zod';
import type { MessageTemplate } from '../contract/template.ts';
import type { WhatsAppClient } from './client.ts';
import { blankKey } from './outbound/template.ts';
import type { BlankPlace } from './outbound/template.ts';

const namedExample = z.object({ param_name: z.string(), example: z.string() });
const component = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  example: z
    .looseObject({
      header_text: z.array(z.string()).optional(),
      header_text_named_params: z.array(namedExample).optional(),
      body_text: z.array(z.array(z.string())).optional(),
      body_text_named_params: z.array(namedExample).optional(),
    })
    .optional(),
  buttons: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().optional(),
        url: z.string().optional(),
        example: z.union([z.string(), z.array(z.string())]).optional(),
      }),
    )
    .optional(),
});
type Component = z.infer<typeof component>;

const template = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().default(''),
  components: z.array(component).default([]),
});
const page = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});

const mostPages = 50;

/** How WhatsApp's states are shown; those it has beside them (deleted, disabled, in appeal) can't be sent either. */
const states: Readonly<Record<string, MessageTemplate['state']>> = {
  APPROVED: 'approved',
  PENDING: 'waiting',
  IN_APPEAL: 'waiting',
  REJECTED: 'refused',
  PAUSED: 'paused',
  LIMIT_EXCEEDED: 'paused',
};

/** All templates of a WhatsApp Business account. One that can't be read is left out, as none of ours could fill it. */
export async function listTemplates(client: WhatsAppClient, businessAccountId: string): Promise<MessageTemplate[]> {
  const found: MessageTemplate[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = { fields: 'name,language,status,category,components', limit: '100', ...(after !== undefined && { after }) };
    const { data, paging } = await client.get(`${businessAccountId}/message_templates`, query, page);
    found.push(...data.flatMap((raw) => toTemplate(raw)));
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) break;
  }
  return found;
}

function toTemplate(raw: unknown): MessageTemplate[] {
  const read = template.safeParse(raw);
  if (!read.success) return [];
  const { name, language, status, category, components } = read.data;
  const part = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const [header, body, footer] = [part('HEADER'), part('BODY'), part('FOOTER')];
  const buttons = part('BUTTONS')?.buttons ?? [];
  return [
    {
      name,
      language,
      category: category.toLowerCase(),
      state: states[status.toUpperCase()] ?? 'refused',
      ...(header?.text !== undefined && { header: renamed(header.text, 'header') }),
      body: body?.text ?? '',
      ...(footer?.text !== undefined && { footer: footer.text }),
      buttons: buttons.flatMap(({ text }) => text ?? []),
      blanks: [...headerBlanks(header), ...textBlanks(body, 'body'), ...buttonBlanks(buttons)],
    },
  ];
}

const blank = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Each part of a template counts from 1; in ours a key names one blank only. */
function renamed(text: string, place: 'header'): string {
  return text.replace(blank, (_, name: string) => `{{${blankKey({ in: place, name })}}}`);
}

function headerBlanks(header: Component | undefined): MessageTemplate['blanks'] {
  const media = header?.format?.toLowerCase();
  if (media === 'image' || media === 'video' || media === 'document') return [{ key: blankKey({ in: 'header', media }), in: 'header' }];
  return textBlanks(header, 'header');
}

function textBlanks(part: Component | undefined, place: 'header' | 'body'): MessageTemplate['blanks'] {
  const { example } = part ?? {};
  const counted = place === 'body' ? example?.body_text?.[0] : example?.header_text;
  const named = place === 'body' ? example?.body_text_named_params : example?.header_text_named_params;
  const names = [...new Set([...(part?.text ?? '').matchAll(blank)].map(([, name]) => name ?? ''))];
  return names.map((name) => {
    const shown = counted?.[Number(name) - 1] ?? named?.find(({ param_name }) => param_name === name)?.example;
    return toBlank({ in: place, name }, shown);
  });
}

function buttonBlanks(buttons: NonNullable<Component['buttons']>): MessageTemplate['blanks'] {
  return buttons.flatMap(({ type, url, example }, at) => {
    const index = String(at);
    const shown = typeof example === 'string' ? example : example?.[0];
    if (type.toUpperCase() === 'COPY_CODE') return [toBlank({ in: 'button', index, code: true }, shown)];
    const name = [...(url ?? '').matchAll(blank)][0]?.[1];
    return name === undefined ? [] : [toBlank({ in: 'button', index, name }, shown)];
  });
}

function toBlank(place: BlankPlace, example: string | undefined): MessageTemplate['blanks'][number] {
  return { key: blankKey(place), in: place.in, ...(example !== undefined && { example }) };
}
