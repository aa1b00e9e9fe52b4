import { afterEach, describe, expect, it } from 'vitest';
import { messageTo, startTestCommunity } from '../community.fixture.ts';
import type { TestCommunity } from '../community.fixture.ts';
import { refusal } from './errors.ts';

describe("VK's refusals", () => {
  it.each([
    [901, 'blocked'],
    [902, 'blocked'],
    [900, 'blocked'],
    [7, 'blocked'],
    [945, 'blocked'],
    [18, 'recipient-unknown'],
    [113, 'recipient-unknown'],
    [917, 'recipient-unknown'],
    [6, 'rate-limited'],
    [9, 'rate-limited'],
    [29, 'rate-limited'],
    [1, 'transient'],
    [10, 'transient'],
    [5, 'auth-expired'],
    [27, 'auth-expired'],
    [28, 'auth-expired'],
    [14, 'account-restricted'],
    [17, 'account-restricted'],
    [22, 'media'],
    [129, 'media'],
    [100, 'invalid-content'],
    [911, 'invalid-content'],
    [914, 'invalid-content'],
    [909, 'invalid-content'],
    [12345, 'invalid-content'],
  ])('%i is %s', (code, reason) => {
    expect(refusal(code, 'Words of VK')).toMatchObject({ reason, detail: expect.stringContaining(`Words of VK (${code}`) });
  });

  it('of access are about the token, or about one message', () => {
    expect(refusal(15, 'Access denied: no access to call this method. It cannot be called with current scopes.').reason).toBe(
      'auth-expired',
    );
    expect(refusal(15, 'Access denied').reason).toBe('invalid-content');
  });

  it('name how long to wait: a second for too many calls, minutes for a flood', () => {
    expect([6, 9, 29, 5].map((code) => refusal(code, '').retryAfterMs)).toEqual([1000, 120_000, 3_600_000, undefined]);
  });
});

describe('what is no answer of the API', () => {
  let stage: TestCommunity;
  afterEach(() => stage.stop());

  it('is something to try again, and holds no token', async () => {
    stage = await startTestCommunity();
    for (const [kind, reason] of [
      ['html', 'transient'],
      ['500', 'transient'],
      ['cut-before', 'transient'],
      ['cut-after', 'transient'],
      ['429', 'rate-limited'],
    ] as const) {
      stage.emulator.faults.add({ kind, method: 'messages.send', times: 1 });
      await expect(stage.connection.send(messageTo(stage.anna, { text: 'x' })), kind).rejects.toMatchObject({ reason });
    }
  });

  it('of a token that is not a community’s is a refusal', async () => {
    stage = await startTestCommunity();
    stage.emulator.faults.add({ kind: 'error', code: 27, method: 'groups.getById' });
    await expect(stage.connection.setUp()).rejects.toMatchObject({ reason: 'auth-expired' });
  });
});
