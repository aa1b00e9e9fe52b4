import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import type { Mark } from '../../contract/rich-text-marks.ts';
import { toMarkdown } from '../../contract/rich-text.ts';
import type { VkMessage } from './event.ts';

const markTypes = { bold: 'bold', italic: 'italic', url: 'link' } as const;

/** How a text is marked; offsets in UTF-16 units, as ours. Underlining is not ours. */
const formatData = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      offset: z.number().int().nonnegative(),
      length: z.number().int().positive(),
      url: z.string().optional(),
    }),
  ),
});

const forwarded = z.looseObject({ text: z.string().default(''), fwd_messages: z.array(z.unknown()).default([]) });

/** VK allows 45 levels of messages within messages. */
const deepest = 45;

/** The words of a message, of those sent on with it, and lines about what could not come as a file. */
export function readWords({ text, format_data, fwd_messages }: VkMessage, notes: string[]): Pick<InboundContent, 'text' | 'format'> {
  const marks = marksOf(text, format_data);
  const further = [...fwd_messages.flatMap((one) => forwardedTexts(one, 1)), ...notes].filter(Boolean);
  if (marks.length === 0) return { text: [withNames(text), ...further].filter(Boolean).join('\n\n'), format: 'plain' };
  const rest = further.map((one) => toMarkdown({ text: one, marks: [] }));
  return { text: [toMarkdown({ text, marks }), ...rest].join('\n\n'), format: 'markdown' };
}

/** A mention stands as `[id7|Ann]`; the name is what a person sees. */
function withNames(text: string): string {
  return text.replace(/\[(?:id|club|public|event)\d+\|([^\]\n]{1,200})\]/g, '$1');
}

function marksOf(text: string, raw: unknown): Mark[] {
  const items = formatData.safeParse(raw).data?.items ?? [];
  return items.flatMap(({ type, offset, length, url }): Mark[] => {
    const known = type === 'bold' || type === 'italic' || type === 'url' ? markTypes[type] : undefined;
    if (!known || offset + length > text.length) return [];
    if (known !== 'link') return [{ type: known, offset, length }];
    return url && /^https?:\/\/\S+$/i.test(url) ? [{ type: known, offset, length, url }] : [];
  });
}

function forwardedTexts(raw: unknown, depth: number): string[] {
  const message = forwarded.safeParse(raw).data;
  if (!message || depth > deepest) return [];
  return [withNames(message.text), ...message.fwd_messages.flatMap((one) => forwardedTexts(one, depth + 1))];
}
