import { z } from 'zod';
import { attachmentKind } from '../../../../bots/contract/content.ts';
import { listProviders } from '../../../../hub/api/customers/channels.ts';
import { api } from '../../api.ts';

const limit = z.object({ maxOutBytes: z.number(), formats: z.array(z.string()).nullable().catch(null) });

const channelAbilities = z.object({
  attachments: z.partialRecord(attachmentKind, limit).catch({}),
  /** Characters (UTF-16 units) of one message; a longer text is split. */
  textLength: z.number(),
  /** UTF-8 bytes of one message, where the provider counts those; null: it does not. */
  textBytes: z.number().nullable().catch(null),
  edit: z.boolean().catch(false),
  replyTo: z.boolean().catch(false),
  buttons: z.object({ max: z.number() }).nullable().catch(null),
  /** Hours after the customer's last message in which we may write; null: always. */
  windowHours: z.number().nullable().catch(null),
  /** True when texts approved beforehand may be sent after that time. */
  templates: z.boolean().catch(false),
});

/** What a composer asks of a channel. */
export type ChannelAbilities = z.infer<typeof channelAbilities>;

/** What each provider can do: options for a query controller. */
export const providersQuery = {
  queryKey: ['providers'],
  queryFn: async () => (await api.call(listProviders)).items,
  // It changes with the hub's version only.
  staleTime: Infinity,
};

/** What a composer asks of a provider; null while it is not known: nothing is held back then, and the hub decides. */
export function abilitiesFor(
  providers: Awaited<ReturnType<typeof providersQuery.queryFn>> | undefined,
  provider: string | undefined,
): ChannelAbilities | null {
  const found = providers?.find((each) => each.provider === provider);
  return channelAbilities.safeParse(found?.abilities).data ?? null;
}
