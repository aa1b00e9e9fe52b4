import { ChannelError, type ChannelErrorReason } from '../../contract/error.ts';
import { results, type Call, type CallName, type FailureKind, type Params, type Result } from '../worker/protocol.ts';
import type { FromWorker } from '../worker/protocol.ts';
import type { Worker } from './worker-process.ts';

/** How a call is made. */
interface CallOptions {
  /** True when repeating it does no harm; a lost answer is then `transient` instead of `no-answer`. */
  repeatable?: boolean;
  /** Milliseconds until we stop waiting. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Calls of one account. Rejects with ChannelError only. */
export type MakeCall = <Name extends CallName>(name: Name, params: Params<Name>, options?: CallOptions) => Promise<Result<Name>>;

const reasons: Record<FailureKind, ChannelErrorReason> = {
  'unknown-recipient': 'recipient-unknown',
  'unknown-message': 'invalid-content',
  refused: 'invalid-content',
  'too-late': 'invalid-content',
  media: 'media',
  'too-large': 'media',
  offline: 'transient',
  'not-now': 'transient',
  other: 'invalid-content',
};

interface Waiting {
  options: CallOptions;
  settle: (outcome: { result: unknown } | { error: ChannelError }) => void;
}

/** The calls of one worker: numbered, timed, and given up when the worker goes. */
export function createCalls(worker: Worker) {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  void worker.gone.then(() => {
    for (const { options, settle } of waiting.values()) settle({ error: lost(options, 'WhatsApp Web ended meanwhile') });
    waiting.clear();
  });

  const make: MakeCall = async (name, params, options = {}) => {
    const id = ++lastId;
    let timer: NodeJS.Timeout | undefined;
    const outcome = await new Promise<{ result: unknown } | { error: ChannelError }>((resolve) => {
      const settle: Waiting['settle'] = (found) => {
        waiting.delete(id);
        resolve(found);
      };
      waiting.set(id, { options, settle });
      const giveUp = (words: string) => () => settle({ error: lost(options, words) });
      timer = setTimeout(giveUp('WhatsApp Web gave no answer in time'), options.timeoutMs ?? 60_000);
      options.signal?.addEventListener('abort', giveUp('it was given up'), { once: true });
      if (options.signal?.aborted) return giveUp('it was given up')();
      // Name and params belong together by the signature, which the union can't see.
      worker.send({ type: 'call', id, name, params } as Call);
    });
    clearTimeout(timer);
    if ('error' in outcome) throw outcome.error;
    return results[name].parse(outcome.result) as Result<typeof name>;
  };

  return {
    make,
    /** Takes an answer in. */
    hear(message: Extract<FromWorker, { type: 'answer' | 'refusal' }>): void {
      const one = waiting.get(message.id);
      if (message.type === 'answer') return one?.settle({ result: message.result });
      one?.settle({ error: new ChannelError(reasonOf(message.kind, one.options), { detail: message.detail }) });
    },
  };
}

function lost({ repeatable }: CallOptions, detail: string): ChannelError {
  return new ChannelError(repeatable ? 'transient' : 'no-answer', { detail });
}

/** A page that broke in the middle of a send may have sent it. */
function reasonOf(kind: FailureKind, { repeatable }: CallOptions): ChannelErrorReason {
  return kind === 'offline' && !repeatable ? 'no-answer' : reasons[kind];
}
