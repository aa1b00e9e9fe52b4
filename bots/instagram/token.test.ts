import { afterEach, describe, expect, it } from 'vitest';
import { startTestAccount } from './account.fixture.ts';
import type { TestAccount } from './account.fixture.ts';

const day = 24 * 3_600_000;
let stage: TestAccount;
afterEach(() => stage?.stop());

describe('a token of Instagram Login', () => {
  it('is renewed once it is a day old and nobody knows its end, then once half of its time is over', async () => {
    stage = await startTestAccount();
    const { health } = await stage.connection.setUp();
    expect(health.credentialsExpireAt?.getTime()).toBeCloseTo(stage.emulator.clock.now() + 60 * day, -4);
    const asked = () => stage.emulator.requests.of('refresh_access_token').length;
    expect([await stage.connection.renew?.(), asked()]).toEqual([null, 0]);

    stage.emulator.clock.advance(2 * day);
    const renewed = await stage.connection.renew?.();
    expect(renewed?.settings).toMatchObject({ accountId: stage.shop.id, accessToken: expect.not.stringContaining(stage.shop.token) });
    expect(renewed?.expireAt.getTime()).toBeCloseTo(stage.emulator.clock.now() + 60 * day, -4);

    const anew = stage.connect(renewed?.settings);
    expect(await anew.setUp()).toMatchObject({ health: { state: 'ok', credentialsExpireAt: renewed?.expireAt } });
    expect([await anew.renew?.(), asked()]).toEqual([null, 1]);
    stage.emulator.clock.advance(31 * day);
    expect((await anew.renew?.())?.expireAt.getTime()).toBeCloseTo(stage.emulator.clock.now() + 60 * day, -4);
    expect(stage.emulator.requests.entries.filter(({ hasTokenInAddress }) => hasTokenInAddress)).toEqual([]);
  });

  it('that has ended is not renewed any more, and one whose end is near without that is a warning', async () => {
    stage = await startTestAccount();
    await stage.connection.setUp();
    stage.emulator.clock.advance(2 * day);
    const settings = (await stage.connection.renew?.())?.settings;
    const anew = stage.connect(settings);
    stage.emulator.clock.advance(54 * day);
    expect(await anew.setUp()).toMatchObject({
      health: { state: 'warning', reasonCode: 'instagram-token-ends', reasonValues: { date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
    });
    stage.emulator.clock.advance(7 * day);
    await expect(anew.renew?.()).rejects.toMatchObject({ reason: 'auth-expired' });
  });
});

describe('a token of a page', () => {
  it('has no end by itself and is never renewed', async () => {
    stage = await startTestAccount('facebook');
    expect(stage.connection.renew).toBeUndefined();
    expect((await stage.connection.setUp()).health).toEqual({ state: 'ok' });
  });

  it('that does end is a warning in its last week', async () => {
    stage = await startTestAccount('facebook', 60 * day);
    expect((await stage.connection.setUp()).health).toMatchObject({ state: 'ok', credentialsExpireAt: expect.any(Date) });
    stage.emulator.clock.advance(54 * day);
    expect((await stage.connection.setUp()).health).toMatchObject({ state: 'warning', credentialsExpireAt: expect.any(Date) });
    expect(stage.emulator.requests.of('debug_token').every(({ hasTokenInAddress }) => !hasTokenInAddress)).toBe(true);
  });

  it('works where Facebook does not tell its end', async () => {
    stage = await startTestAccount('facebook');
    stage.emulator.faults.add({ kind: '500', method: 'debug_token', times: 1 });
    expect((await stage.connection.setUp()).health).toEqual({ state: 'ok' });
  });
});
