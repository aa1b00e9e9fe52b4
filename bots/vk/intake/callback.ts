import { z } from 'zod';
import type { RawRequest, WebhookAnswer } from '../../contract/channel.ts';
import { isSameSecret } from '../../kit/same-secret.ts';
import { parseJson } from '../api/client.ts';
import type { VkClient } from '../api/client.ts';
import type { VkSettings } from '../settings.ts';

const signed = z.object({ secret: z.string() });
const question = signed.extend({ type: z.literal('confirmation'), group_id: z.number() });
const confirmation = z.object({ code: z.string() });

/** What VK wants to read for an event it is to forget. */
export const taken: WebhookAnswer = { status: 200, contentType: 'text/plain', body: 'ok' };

/** True when the event carries the secret. VK signs nothing, so the secret is all there is. */
export function hasSecret({ body }: RawRequest, secret: string): boolean {
  return isSameSecret(signed.safeParse(parseJson(body.toString('utf8'))).data?.secret, secret);
}

/**
 * Answers the question whether this server is the community's: only to who knows the secret. The string changes whenever a server of the community is
 * changed, so it is asked for each time, unless an admin entered it.
 */
export async function confirmServer(
  client: VkClient,
  request: RawRequest,
  secret: string,
  settings: Pick<VkSettings, 'confirmation'>,
): Promise<WebhookAnswer | null> {
  const { data: asked } = question.safeParse(parseJson(request.body.toString('utf8')));
  if (!asked || !isSameSecret(asked.secret, secret)) return null;
  const answer = (body: string): WebhookAnswer => ({ status: 200, contentType: 'text/plain', body });
  if (settings.confirmation !== undefined) return answer(settings.confirmation);
  try {
    const { code } = await client.call('groups.getCallbackConfirmationCode', { group_id: asked.group_id }, confirmation);
    return answer(code);
  } catch {
    return { status: 503, contentType: 'text/plain', body: 'VK did not give the string' };
  }
}
