import { z } from 'zod';
import { UnreadablePayload } from '../../../../bots/contract/error.ts';
import type { ParsedElement } from '../../../../bots/contract/inbound.ts';

const batch = z.object({ said: z.array(z.unknown()).min(1) });
const element = z.object({
  to: z.string(),
  by: z.string().min(1),
  id: z.string().min(1),
  at: z.number(),
  kind: z.string(),
  words: z.string(),
});

/** Reads what the toy pushes, element by element; what is said to another account is not ours. */
export function parseToy(payload: unknown, account: string): ParsedElement[] {
  const read = batch.safeParse(payload);
  if (!read.success) throw new UnreadablePayload('not a batch of the toy');
  return read.data.said.flatMap((raw): ParsedElement[] => {
    const said = element.safeParse(raw);
    if (!said.success) return [{ unreadable: 'not an element of the toy', raw }];
    const { to, by, id, at, kind, words } = said.data;
    if (to !== account) return [];
    const content = kind === 'words' ? { text: words } : { text: '', unsupported: true, unsupportedType: kind };
    return [
      {
        event: {
          type: 'message',
          chatId: by,
          externalId: id,
          sender: { externalId: by, name: by },
          sentAt: new Date(at),
          content: { format: 'plain', attachments: [], ...content },
        },
      },
    ];
  });
}
