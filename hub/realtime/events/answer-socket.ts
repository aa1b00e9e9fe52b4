import type { Socket } from 'socket.io';
import type { Ack } from '../../api/realtime.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { tellError } from '../tell-error.ts';
import { createAllowance, type Allowance } from './allowance.ts';

/** Answers whatever a socket sends by `serve`: with what that resolves with, or with an error as REST tells it. More than is allowed is refused unread. */
export function answerSocket(
  { now, log }: Pick<Hub, 'now' | 'log'>,
  socket: Pick<Socket, 'onAny'>,
  serve: (event: string, given: unknown) => Promise<unknown>,
  allowance?: Allowance,
): void {
  const isAllowed = createAllowance(() => now().getTime(), allowance);
  const ask = async (event: string, given: unknown) => {
    if (!isAllowed()) throw new HubError('request.too-many', { retryAfterSeconds: 1 });
    return serve(event, given);
  };
  socket.onAny((event: string, ...given: unknown[]) => {
    const ack = given.at(-1);
    const answer = (outcome: Ack<unknown>) => {
      if (typeof ack === 'function') Reflect.apply(ack, null, [outcome]);
    };
    void ask(event, given[0]).then(
      (data) => answer({ ok: true, data }),
      (error: unknown) => answer({ ok: false, error: tellError(log, error, { event }) }),
    );
  });
}

/** What a socket is told of an event that nobody knows. */
export function unknownEvent(event: string): HubError {
  return new HubError('route.unknown', { event: event.slice(0, 100) });
}
