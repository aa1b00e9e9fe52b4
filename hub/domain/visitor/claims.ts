import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import type { IdentityRecord } from '../contact/model.ts';

type Claim = NonNullable<IdentityRecord['claim']>;
/** Names a browser of a site. */
interface ClaimOf {
  channelId: VisitorCaller['channelId'] | string;
  identity: string;
}

/** What sites claim of browsers that have done nothing yet: no document is written for somebody who only looks. */
const kept = new Map<string, Claim>();
const most = 10_000;

/** Keeps a claim until the browser has a contact, in this process; the oldest go when there are too many. */
export function keepClaim(visitor: ClaimOf, claim: Claim): void {
  const key = keyOf(visitor);
  const before = kept.get(key);
  kept.delete(key);
  kept.set(key, { ...before, ...claim, fields: { ...before?.fields, ...claim.fields } });
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

/** What was kept. */
export function keptClaimOf(visitor: ClaimOf): Claim | undefined {
  return kept.get(keyOf(visitor));
}

function keyOf({ channelId, identity }: ClaimOf): string {
  return `${channelId.toString()}:${identity}`;
}
