import type { IdentityRecord } from '../../domain/contact/model.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';

type Claim = NonNullable<IdentityRecord['claim']>;

/** What sites claim of browsers that have done nothing yet: no document is written for somebody who only looks. */
const kept = new Map<string, Claim>();
const most = 10_000;

/** Keeps a claim until the browser writes, in this process; the oldest go when there are too many. */
export function keepClaim(visitor: VisitorCaller, claim: Claim): void {
  const key = keyOf(visitor);
  const before = kept.get(key);
  kept.delete(key);
  kept.set(key, { ...before, ...claim, fields: { ...before?.fields, ...claim.fields } });
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

/** What was kept. */
export function keptClaimOf(visitor: VisitorCaller): Claim | undefined {
  return kept.get(keyOf(visitor));
}

function keyOf({ channelId, identity }: VisitorCaller): string {
  return `${channelId.toHexString()}:${identity}`;
}
