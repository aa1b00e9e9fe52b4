import type { endVisitorSession, handOver, startVisitorSession } from '../../hub/api/widget/calls.ts';
import type { IdentifyInput } from '../profile.ts';
import { call, CallFailed, type Answer, type Body } from './call.ts';
import type { KeptStore } from './kept.ts';
import { pauseAfter } from './sending/queue-entry.ts';

type Begun = Answer<typeof startVisitorSession>;

interface SessionParts {
  widgetKey: string;
  language: 'en' | 'ru';
  /** Of the browser, never of a verified user. */
  kept: KeptStore;
  onBegun(begun: Begun): void;
  /** The hub doesn't believe who it is, or wants nothing from this visitor. */
  onRefused(code: string, isForGood: boolean): void;
  /** The hub can't be reached now; it is tried again. */
  onAway(): void;
}

/** Where a visitor comes from who was somebody already: a code of the widget's, or a verified user's token of this very tab. */
export interface ComesFrom {
  code?: string;
  token?: string;
}

/** The visitor's session with the hub: begun, renewed before it ends, ended. */
export interface SessionKeeper {
  /** Begins anew as who the site says it is; null: as whom the browser's secret names. */
  begin(identity: IdentifyInput | null, from?: ComesFrom): void;
  /** Begins anew as the same: the hub no longer takes the token. */
  renew(): void;
  /** Makes a call as the visitor; a token that ran out is renewed on the way. Throws CallFailed. */
  as<Value>(use: (token: string) => Promise<Value>): Promise<Value>;
  /** Logs out, and forgets everything that says who it was. */
  end(): Promise<void>;
}

const renewBeforeMs = 5 * 60_000;

/** Makes the keeper; nothing is sent before `begin`. */
export function createSessionKeeper({ widgetKey, language, kept, onBegun, onRefused, onAway }: SessionParts): SessionKeeper {
  let identity: IdentifyInput | null = null;
  let from: ComesFrom = {};
  let token: Promise<string> | null = null;
  /** Counts beginnings: an answer to an earlier one is of no interest. */
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<Begun> => {
    const { userId, userHash, userToken, ...profile } = identity ?? {};
    const { visitorSecret } = kept.read();
    if (from.token && !from.code) {
      const { token: held } = from;
      from = { ...from, code: (await call<typeof handOver>('post', '/session/handover', { token: held, body: {} })).code };
    }
    if (from.code) return call<typeof startVisitorSession>('post', '/session', { body: { widgetKey, language, handover: from.code } });
    const body: Body<typeof startVisitorSession> = {
      widgetKey,
      language,
      ...(visitorSecret && { visitorSecret }),
      ...(userToken ? { userToken } : userId && userHash && { userId, userHash }),
      ...(Object.keys(profile).length > 0 && { profile }),
    };
    return call<typeof startVisitorSession>('post', '/session', { body });
  };
  const begin = async (mine: number): Promise<string> => {
    for (let tries = 0; ; tries += 1) {
      try {
        const begun = await ask();
        if (mine !== turn) throw new CallFailed(0, 'superseded');
        // A verified user who was handed over can prove who they are by this session only.
        from = begun.isVerified && !identity ? { token: begun.token } : {};
        if (begun.isVerified) kept.change({ visitorSecret: undefined });
        else if (begun.visitorSecret) kept.change({ visitorSecret: begun.visitorSecret });
        const left = new Date(begun.expiresAt).getTime() - Date.now() - renewBeforeMs;
        clearTimeout(timer);
        timer = setTimeout(start, Math.max(60_000, left));
        onBegun(begun);
        return begun.token;
      } catch (error) {
        if (mine !== turn || !(error instanceof CallFailed)) throw error;
        if (error.isPassing && error.status !== 401) {
          onAway();
          await new Promise((resolve) => setTimeout(resolve, pauseAfter(tries)));
          if (mine !== turn) throw error;
          continue;
        }
        const isAboutIdentity = identity !== null || from.code !== undefined || from.token !== undefined;
        onRefused(error.code, !isAboutIdentity);
        if (!isAboutIdentity) throw error;
        // Somebody whose proof is wrong is a stranger, as on any other site.
        identity = null;
        from = {};
      }
    }
  };
  const start = () => {
    turn += 1;
    token = begin(turn);
    token.catch(() => undefined); // told by onRefused, or superseded; who waits for the token hears it
  };

  return {
    begin(next, given = {}) {
      identity = next;
      from = given;
      start();
    },
    renew: start,
    async as(use) {
      if (!token) throw new CallFailed(0, '');
      try {
        return await use(await token);
      } catch (error) {
        if (!(error instanceof CallFailed) || error.status !== 401) throw error;
        start();
        return use(await token);
      }
    },
    async end() {
      const last = token;
      turn += 1;
      token = null;
      identity = null;
      from = {};
      clearTimeout(timer);
      kept.clear();
      try {
        const known = await last;
        if (known) await call<typeof endVisitorSession>('post', '/session/end', { token: known });
      } catch {
        // Out of reach: what would name the visitor is gone from here, and the token ends within the hour.
      }
    },
  };
}
