import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memorySession } from '../../contract/context.fixture.ts';
import { sayWhy } from '../../contract/reason.ts';
import { messageTo, password, startTestAccount } from '../account.fixture.ts';
import type { Listener, TestAccount } from '../account.fixture.ts';

const patience = { timeout: 30_000 };
let stage: TestAccount;
afterEach(() => stage?.stop());

const until = (listener: Listener, health: object) => expect.poll(() => listener.health(), patience).toMatchObject(health);
const answer = (listener: Listener, code: string) => listener.connection.answerSignIn?.(code) ?? Promise.reject(new Error('it takes none'));

describe('a password', () => {
  it('signs in once, and the session it left serves after a restart', async () => {
    stage = await startTestAccount();
    const first = stage.listen();
    await until(first, { state: 'ok' });
    await first.stop();
    const second = stage.listen();
    await until(second, { state: 'ok' });
    expect(stage.account.logins).toHaveLength(1);
    expect(JSON.stringify(first.reports)).not.toContain(password);
    expect(await stage.session.load()).not.toContain(password);
  });

  it('that is wrong ends it, until the channel is tested or the password entered anew; the device stays the same', async () => {
    stage = await startTestAccount();
    const refused = stage.listen({ password: 'wrong' });
    await until(refused, { state: 'failed', reasonCode: 'instagram-password' });
    expect(await refused.connection.setUp()).toMatchObject({ health: { state: 'failed', ...sayWhy('instagram-password') } });
    expect(stage.emulator.callsTo('/api/v1/accounts/login')).toHaveLength(1);
    await stage.test();
    const tries = () => stage.emulator.callsTo('/api/v1/accounts/login').length;
    await expect.poll(tries, patience).toBe(2);
    await until(refused, { state: 'failed' });
    await refused.stop();
    const right = stage.listen();
    await until(right, { state: 'ok' });
    const devices = stage.emulator.callsTo('/api/v1/accounts/login').map(({ form }) => form['device_id']);
    expect(devices).toHaveLength(3);
    expect(new Set(devices).size).toBe(1);
  });

  it('of nobody is told as such', async () => {
    stage = await startTestAccount();
    await until(stage.listen({ username: 'somebody_else' }), { state: 'failed', reasonCode: 'instagram-username' });
  });
});

describe('a second factor', () => {
  it.each([
    ['authenticator', { by: 'totp', code: '123456' }, undefined],
    ['sms', { by: 'sms', code: '445566', phone: '12' }, '*** 12'],
  ] as const)('by %s is asked for; a wrong code is refused and the right one taken', async (from, twoFactor, hint) => {
    stage = await startTestAccount({ twoFactor });
    const listener = stage.listen();
    await until(listener, {
      state: 'connecting',
      reasonCode: `instagram-code-${from}`,
      signIn: { kind: 'code', from, ...(hint !== undefined && { hint }) },
    });
    await expect(answer(listener, '999999')).rejects.toMatchObject({ reason: 'invalid-content' });
    await expect(answer(listener, 'later')).rejects.toMatchObject({ reason: 'invalid-content', why: sayWhy('code-digits') });
    await answer(listener, `${twoFactor.code.slice(0, 3)} ${twoFactor.code.slice(3)}`);
    await until(listener, { state: 'ok' });
    expect(listener.reports.at(-1)).toMatchObject({ account: { name: 'The Shop' } });
  });

  it('whose question Instagram has forgotten is asked for anew', async () => {
    stage = await startTestAccount({ twoFactor: { by: 'totp', code: '123456' } });
    const listener = stage.listen();
    await until(listener, { signIn: { kind: 'code' } });
    stage.emulator.world.identifiers.clear();
    await expect(answer(listener, '123456')).rejects.toMatchObject({ reason: 'invalid-content' });
    await expect.poll(() => stage.emulator.callsTo('/api/v1/accounts/login').length, patience).toBe(2);
    await expect
      .poll(
        () =>
          answer(listener, '123456').then(
            () => 'taken',
            () => 'refused',
          ),
        patience,
      )
      .toBe('taken');
    await until(listener, { state: 'ok' });
  });
});

describe('a checkpoint', () => {
  it('sends a code and goes on where it was after a restart', async () => {
    stage = await startTestAccount({ checkpoint: { by: 'email', code: '778899' } });
    const first = stage.listen();
    await until(first, { signIn: { kind: 'code', from: 'email', hint: 'a*******n@e*****e.com' } });
    await first.stop();
    const asked = stage.emulator.callsTo('/api/v1/challenge').length;
    expect(await stage.connect().connection.setUp()).toMatchObject({
      health: { state: 'connecting', signIn: { kind: 'code', from: 'email' } },
    });
    const second = stage.listen();
    await until(second, { signIn: { kind: 'code', from: 'email' } });
    expect(stage.emulator.callsTo('/api/v1/challenge')).toHaveLength(asked);
    await expect(answer(second, '111111')).rejects.toMatchObject({ reason: 'invalid-content' });
    await answer(second, '778899');
    await until(second, { state: 'ok' });
    expect(stage.account.logins).toHaveLength(1);
  });

  it('in the middle of everything holds messages up until the code is there, and loses none', async () => {
    stage = await startTestAccount();
    const { threadId } = stage.ann.text('before');
    const listener = stage.listen();
    await until(listener, { state: 'ok' });
    stage.emulator.doubt(stage.account, { by: 'sms', code: '121212' });
    stage.ann.text('meanwhile');
    await until(listener, { state: 'connecting', signIn: { kind: 'code', from: 'sms' } });
    await expect(listener.connection.send(messageTo(threadId, { text: 'x' }))).rejects.toMatchObject({ reason: 'auth-expired' });
    await answer(listener, '121212');
    await until(listener, { state: 'ok' });
    await expect.poll(() => listener.texts(), patience).toEqual(['meanwhile']);
  });

  it('that only the app can settle says so, and goes on when the channel is tested', async () => {
    stage = await startTestAccount({ checkpoint: { by: 'web', code: '' } });
    const listener = stage.listen();
    await until(listener, { state: 'connecting', signIn: { kind: 'confirm' }, reasonCode: 'instagram-confirm' });
    stage.account.checkpoint = null;
    await stage.test();
    await until(listener, { state: 'ok' });
  });
});

describe('an account', () => {
  it('that was logged out or closed stops with words, and asks Instagram nothing more', async () => {
    stage = await startTestAccount();
    const listener = stage.listen();
    await until(listener, { state: 'ok' });
    stage.account.sessions.clear();
    await until(listener, { state: 'failed', reasonCode: 'instagram-ended' });
    const calls = stage.emulator.calls.length;
    stage.account.isDisabled = true;
    await stage.test();
    await until(listener, { state: 'failed', reasonCode: 'instagram-closed' });
    expect(stage.emulator.calls.length - calls).toBeLessThanOrEqual(2);
    expect(stage.account.logins).toHaveLength(1);
  });

  it('whose version of the app is too old says which setting to change, and a newer one helps', async () => {
    stage = await startTestAccount();
    stage.emulator.world.oldestAppVersion = 400;
    const old = stage.listen();
    await until(old, { state: 'failed', reasonCode: 'instagram-old-version' });
    await old.stop();
    await until(stage.listen({ appVersion: '401.0.0.1.1', appVersionCode: '700000000' }), { state: 'ok' });
    expect(stage.emulator.calls.at(-1)?.userAgent).toMatch(/^Instagram 401\.0\.0\.1\.1 Android .*700000000\)$/);
  });

  it('with an imported session does not sign in as long as that lasts, then with the password once a person wants it', async () => {
    stage = await startTestAccount();
    const donor = stage.listen();
    await until(donor, { state: 'ok' });
    await donor.stop();
    const [secret = ''] = stage.account.sessions;
    const session = memorySession();
    const settings = { session: decodeURIComponent(secret) };
    const listener = stage.listen(settings, { session });
    await until(listener, { state: 'ok' });
    expect(listener.reports.at(-1)?.account).toMatchObject({ externalId: stage.account.id, name: 'The Shop' });
    stage.account.sessions.clear();
    await until(listener, { state: 'failed', reasonCode: 'instagram-ended-imported' });
    expect(stage.account.logins).toHaveLength(1);
    await stage.test(session);
    await until(listener, { state: 'ok' });
    expect(stage.account.logins).toHaveLength(2);
  });

  it('whose imported session is none, or is the saved state of the library, is told so or taken', async () => {
    stage = await startTestAccount();
    const donor = stage.listen();
    await until(donor, { state: 'ok' });
    await donor.stop();
    const wrong = stage.listen({ session: 'no session at all' }, { session: memorySession() });
    await until(wrong, { state: 'failed', reasonCode: 'instagram-import' });
    const { api } = z.object({ api: z.unknown() }).parse(JSON.parse((await stage.session.load()) ?? ''));
    await until(stage.listen({ session: JSON.stringify(api) }, { session: memorySession() }), { state: 'ok' });
    expect(stage.account.logins).toHaveLength(1);
  });

  it('keeps trying, ever more slowly, while Instagram is away or asks to slow down', async () => {
    stage = await startTestAccount();
    stage.emulator.faults.add({ kind: '500', path: '/api/v1/qe', times: 2 });
    stage.emulator.faults.add({ kind: '429', path: '/api/v1/accounts/login', times: 1, retryAfter: 1 });
    stage.emulator.faults.add({ kind: 'html', path: '/api/v1/direct_v2/inbox', times: 2 });
    const listener = stage.listen();
    await until(listener, { state: 'ok' });
    expect(listener.reports.map(({ health }) => health.reasonCode)).toContain('instagram-slow-down');
    expect(stage.account.logins).toHaveLength(1);
  });
});
