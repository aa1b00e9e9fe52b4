import { z } from 'zod';

const refusedFile = z.object({
  ability: z.enum(['attachments', 'attachment-size', 'attachment-format']),
  name: z.string(),
  size: z.number().default(0),
  limit: z.number().default(0),
  formats: z.array(z.string()).default([]),
});

/** Which file a channel won't take, and why; `size` and `limit` in bytes, `formats` as MIME types. */
export type RefusedFile = z.infer<typeof refusedFile>;

/** The file that an error of the API is about; undefined where it is about none. */
export function readRefusedFile({ code, details }: { code: string; details?: unknown }): RefusedFile | undefined {
  return code === 'channel.ability-missing' ? refusedFile.safeParse(details).data : undefined;
}
