import { Agent } from 'node:https';
import { Telegram } from 'telegraf';
import { z } from 'zod';
import { toChannelError } from './errors.ts';

/** How one call is made. */
export interface CallOptions {
  /** True when repeating it does no harm; a lost answer is then `transient` instead of `no-answer`. */
  repeatable?: boolean;
  signal?: AbortSignal;
  /** Milliseconds until we stop waiting for an answer; 60 s when absent. */
  timeoutMs?: number;
}

/** Bot API calls of one bot. Rejects with ChannelError only. */
export interface TelegramClient {
  /** Calls any method, also ones Telegraf does not know, and parses its result. */
  call<Result>(method: string, payload: object, result: z.ZodType<Result>, options?: CallOptions): Promise<Result>;
  /** Where a file of `getFile` is downloaded; holds the token, so it goes nowhere but into fetch. */
  fileUrl(filePath: string): URL;
  readonly token: string;
  close(): void;
}

/** A result nobody looks at. */
export const anyResult = z.unknown();

/** Makes the client of one bot; no I/O. `apiRoot` has no trailing slash and may have a path. */
export function createClient(token: string, apiRoot: string): TelegramClient {
  // A free socket is dropped before Telegram drops it, so that a send rarely meets a dead one and ends as `no-answer`.
  const agent = new Agent({ keepAlive: true, timeout: 30_000 });
  const telegram = new Telegram(token, { apiRoot: `${apiRoot}/`, agent, webhookReply: false });
  return {
    token,
    call: async (method, payload, result, options = {}) => {
      const signals = [AbortSignal.timeout(options.timeoutMs ?? 60_000), ...(options.signal ? [options.signal] : [])];
      try {
        const answer = await callAny(telegram, method, payload, AbortSignal.any(signals));
        return result.parse(answer);
      } catch (error) {
        throw toChannelError(error, { token, repeatable: options.repeatable ?? false });
      }
    },
    fileUrl: (filePath) => new URL(`${apiRoot}/file/bot${token}/${filePath.split('/').map(encodeURIComponent).join('/')}`),
    close: () => agent.destroy(),
  };
}

type CallOptionsOfTelegraf = NonNullable<Parameters<Telegram['callApi']>[2]>;

/** Telegraf types only the methods of Bot API 7.1, though it sends any: the one place where its types are set aside. */
function callAny(telegram: Telegram, method: string, payload: object, signal: AbortSignal): Promise<unknown> {
  return telegram.callApi(method as 'getMe', payload, { signal } as CallOptionsOfTelegraf);
}
