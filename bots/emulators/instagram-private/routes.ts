import { ok, refusals } from './wire/answer.ts';
import type { Answer } from './wire/answer.ts';
import type { Call } from './wire/request.ts';
import { showProfile } from './wire/show.ts';
import { broadcast } from './methods/broadcast.ts';
import { challenge, challengeRefusal } from './methods/challenge.ts';
import { approve, deleteItem, inbox, markSeen, thread } from './methods/inbox.ts';
import { accountOf } from './methods/session.ts';
import { login, syncExperiments, twoFactorLogin } from './methods/sign-in.ts';
import { finishUpload, upload } from './methods/uploads.ts';
import type { Account, World } from './world/state.ts';

type Open = (world: World, call: Call, parts: string[]) => Answer;
type Signed = (world: World, account: Account, call: Call, parts: string[]) => Answer;

/** Calls of somebody who is not signed in yet. */
const openRoutes: [string, RegExp, Open][] = [
  ['POST', /^\/api\/v1\/qe\/sync\/$/, () => syncExperiments()],
  ['POST', /^\/api\/v1\/accounts\/login\/$/, login],
  ['POST', /^\/api\/v1\/accounts\/two_factor_login\/$/, twoFactorLogin],
  [
    'POST',
    /^\/api\/v1\/challenge\/(reset|replay)\/(\d+)\/(\w+)\/$/,
    (world, call, [way = '', id = '', nonce = '']) => challenge(world, call, way === 'reset' ? 'reset' : 'replay', id, nonce),
  ],
  ['*', /^\/api\/v1\/challenge\/(\d+)\/(\w+)\/$/, (world, call, [id = '', nonce = '']) => challenge(world, call, 'step', id, nonce)],
];

/** Calls of a session. */
const signedRoutes: [string, RegExp, Signed][] = [
  ['GET', /^\/api\/v1\/accounts\/current_user\/$/, (world, account) => ok({ user: showProfile(world, account) })],
  [
    'POST',
    /^\/api\/v1\/accounts\/logout\/$/,
    (_world, account) => {
      account.sessions.clear();
      return ok();
    },
  ],
  [
    'GET',
    /^\/api\/v1\/users\/(\d+)\/info\/$/,
    (world, _account, _call, [id = '']) => {
      const person = world.people.get(id);
      return person ? ok({ user: showProfile(world, person) }) : refusals.notFound();
    },
  ],
  ['GET', /^\/api\/v1\/direct_v2\/inbox\/$/, (world, account, call) => inbox(world, account, call, false)],
  ['GET', /^\/api\/v1\/direct_v2\/pending_inbox\/$/, (world, account, call) => inbox(world, account, call, true)],
  [
    'POST',
    /^\/api\/v1\/direct_v2\/threads\/broadcast\/(\w+)\/$/,
    (world, account, call, [kind = '']) => broadcast(world, account, call, kind),
  ],
  ['GET', /^\/api\/v1\/direct_v2\/threads\/(\d+)\/$/, (world, account, call, [id = '']) => thread(world, account, call, id)],
  ['POST', /^\/api\/v1\/direct_v2\/threads\/(\d+)\/approve\/$/, (world, account, _call, [id = '']) => approve(world, account, id)],
  [
    'POST',
    /^\/api\/v1\/direct_v2\/threads\/(\d+)\/items\/(\d+)\/seen\/$/,
    (world, account, _call, [id = '', item = '']) => markSeen(world, account, id, item),
  ],
  [
    'POST',
    /^\/api\/v1\/direct_v2\/threads\/(\d+)\/items\/(\d+)\/delete\/$/,
    (world, account, _call, [id = '', item = '']) => deleteItem(world, account, id, item),
  ],
  ['POST', /^\/rupload_igphoto\/\w+$/, (world, _account, call) => upload(world, call, 'photo')],
  ['POST', /^\/rupload_igvideo\/\w+$/, (world, _account, call) => upload(world, call, 'video')],
  ['POST', /^\/api\/v1\/media\/upload_finish\/$/, (world, _account, call) => finishUpload(world, call)],
];

/** Carries a call out. */
export function route(world: World, call: Call): Answer {
  if (appVersionOf(call) < world.oldestAppVersion) return refusals.oldVersion();
  const open = find(openRoutes, call);
  if (open) return open.handle(world, call, open.parts);
  const signed = find(signedRoutes, call);
  if (!signed) return refusals.notFound();
  const account = accountOf(world, call);
  if (!account) return refusals.loginRequired();
  if (account.isDisabled) return refusals.disabled();
  if (account.checkpoint) return challengeRefusal(account, account.checkpoint);
  return signed.handle(world, account, call, signed.parts);
}

function find<Handler>(routes: [string, RegExp, Handler][], { method, path }: Call): { handle: Handler; parts: string[] } | null {
  for (const [wanted, pattern, handle] of routes) {
    const match = wanted === '*' || wanted === method ? pattern.exec(path) : null;
    if (match) return { handle, parts: match.slice(1) };
  }
  return null;
}

/** The first number of `Instagram 222.0.0.13.114 Android (...)`. */
function appVersionOf({ headers }: Call): number {
  return Number(/^Instagram (\d+)\./.exec(headers['user-agent'] ?? '')?.[1] ?? 0);
}
