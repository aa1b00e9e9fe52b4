import { generateSync } from 'otplib';
import { beforeEach, describe, expect, test } from 'vitest';
import { acceptInvite, acceptInviteSignedIn, inviteAgent } from '../../../api/team/agents.ts';
import { logIn } from '../../../api/team/sessions.ts';
import * as api from '../../../api/team/two-factor.ts';
import { getUser, updateUser } from '../../../api/team/users.ts';
import type { Client } from '../../../api/client.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, signIn, testPassword, type BuiltAgent } from '../../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../../test/start-http.ts';
import { AuditEntry } from '../../audit/model.ts';
import { Session, User } from '../model.ts';

useDatabase();

let now: Date;
const hub = createTestHub({ now: () => now });
let http: TestHttp;
let owner: BuiltAgent;
let client: Client;

beforeEach(async () => {
  now = new Date('2037-03-01T12:00:00Z');
  http = await startHttp(hub, { routes: testRoutes(hub) });
  owner = await buildAgent(hub);
  client = http.client({ headers: await signIn(hub, owner.user._id) });
});

function passSeconds(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

/** The code an authenticator app shows now, or so many steps from now. */
function codeOf(secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) + steps * 30 });
}

async function switchOn(): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await client.call(api.startTwoFactor, { body: { currentPassword: testPassword } });
  const { recoveryCodes } = await client.call(api.confirmTwoFactor, { body: { code: codeOf(secret) } });
  passSeconds(60);
  return { secret, recoveryCodes };
}

function logInWith(given: { password?: string; code?: string }) {
  return http.client().call(logIn, { body: { email: owner.user.email, password: testPassword, ...given } });
}

describe('switching two-factor on', () => {
  test('counts only once a code proves that the app has the secret, and ends the sessions of other browsers', async () => {
    await signIn(hub, owner.user._id);
    const { secret, otpauthUrl } = await client.call(api.startTwoFactor, { body: { currentPassword: testPassword } });

    expect(otpauthUrl).toContain(`secret=${secret}`);
    await expect(client.call(api.confirmTwoFactor, { body: { code: '000000' } })).rejects.toMatchObject({ code: 'login.code-refused' });
    expect((await logInWith({})).twoFactor).toEqual({ enabled: false, since: null, recoveryCodesLeft: 0 });
    const { recoveryCodes } = await client.call(api.confirmTwoFactor, { body: { code: codeOf(secret) } });

    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await client.call(getUser)).twoFactor).toEqual({ enabled: true, since: now.toISOString(), recoveryCodesLeft: 10 });
    expect(await Session.countDocuments({ userId: owner.user._id })).toBe(1);
    await expect(client.call(api.startTwoFactor, { body: { currentPassword: testPassword } })).rejects.toMatchObject({
      code: 'two-factor.on',
    });
  });

  test('needs the password, and a code within half an hour', async () => {
    await expect(client.call(api.startTwoFactor, { body: { currentPassword: 'a wrong guess' } })).rejects.toMatchObject({
      code: 'login.refused',
    });
    const { secret } = await client.call(api.startTwoFactor, { body: { currentPassword: testPassword } });

    passSeconds(31 * 60);

    await expect(client.call(api.confirmTwoFactor, { body: { code: codeOf(secret) } })).rejects.toMatchObject({
      code: 'two-factor.not-started',
    });
  });

  test('keeps neither the secret nor a recovery code readable in the database', async () => {
    const { secret, recoveryCodes } = await switchOn();

    const kept = JSON.stringify(await User.find().lean());
    for (const each of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(each);
  });
});

describe('logging in with two-factor on', () => {
  test('says that a code is needed only after the right password', async () => {
    const { secret } = await switchOn();

    await expect(logInWith({ password: 'not the password' })).rejects.toMatchObject({ status: 401, code: 'login.refused' });
    await expect(logInWith({ password: 'not the password', code: codeOf(secret) })).rejects.toMatchObject({ code: 'login.refused' });
    await expect(logInWith({})).rejects.toMatchObject({ status: 401, code: 'login.code-needed' });
    await expect(logInWith({ code: '000000' })).rejects.toMatchObject({ status: 401, code: 'login.code-refused' });
    expect(await Session.countDocuments({ userId: owner.user._id })).toBe(1);
    expect((await logInWith({ code: codeOf(secret) })).email).toBe(owner.user.email);
  });

  test.each([
    ['the step before', -1, true],
    ['the step after', 1, true],
    ['two steps before', -2, false],
    ['two steps after', 2, false],
  ])('takes a code of %s: %#', async (_name, steps, isTaken) => {
    const { secret } = await switchOn();
    passSeconds(300);

    const outcome = await logInWith({ code: codeOf(secret, steps) }).then(
      () => true,
      () => false,
    );

    expect(outcome).toBe(isTaken);
  });

  test('takes no code twice, not even of two at once, nor one older than the last', async () => {
    const { secret } = await switchOn();
    passSeconds(300);
    const [before, code] = [codeOf(secret, -1), codeOf(secret)];

    const outcomes = await Promise.allSettled([logInWith({ code }), logInWith({ code })]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(logInWith({ code })).rejects.toMatchObject({ code: 'login.code-refused' });
    await expect(logInWith({ code: before })).rejects.toMatchObject({ code: 'login.code-refused' });
  });

  test('takes each recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await switchOn();
    const [code = ''] = recoveryCodes;

    const user = await logInWith({ code: code.replaceAll('-', ' ').toUpperCase() });

    expect(user.twoFactor.recoveryCodesLeft).toBe(9);
    await expect(logInWith({ code })).rejects.toMatchObject({ code: 'login.code-refused' });
  });

  test('is held up after eight wrong codes, the right one included, and says for how long', async () => {
    const { secret } = await switchOn();
    const guess = () => logInWith({ code: '000000' }).catch((error: unknown) => error);

    for (let tries = 0; tries < 8; tries += 1) expect(await guess()).toMatchObject({ code: 'login.code-refused' });

    await expect(logInWith({ code: codeOf(secret) })).rejects.toMatchObject({
      code: 'login.throttled',
      details: { retryAfterSeconds: expect.any(Number) },
    });
    const renewal = client.call(api.renewRecoveryCodes, { body: { code: codeOf(secret) } });
    await expect(renewal).rejects.toMatchObject({ code: 'login.throttled' });
  });
});

describe('an invite accepted by password', () => {
  test('needs the code too, and is not used up without it', async () => {
    const { secret } = await switchOn();
    const other = await buildAgent(hub);
    const inviter = http.client({ headers: await signIn(hub, other.user._id) });
    const { token } = await inviter.call(inviteAgent, { body: {} });
    const accept = (code?: string) =>
      http.client().call(acceptInvite, {
        body: { token, email: owner.user.email, password: testPassword, name: 'Known', ...(code === undefined ? {} : { code }) },
      });

    await expect(accept()).rejects.toMatchObject({ code: 'login.code-needed' });
    await expect(accept('000000')).rejects.toMatchObject({ code: 'login.code-refused' });

    expect((await accept(codeOf(secret))).workspaceId).toBe(other.workspaceId.toHexString());
    await expect(client.call(acceptInviteSignedIn, { body: { token } })).rejects.toMatchObject({ code: 'invite.invalid' });
  });
});

describe('two-factor that is on', () => {
  test('goes off by the password and a code, and both are needed', async () => {
    const { secret } = await switchOn();
    const end = (currentPassword: string, code: string) => client.call(api.endTwoFactor, { body: { currentPassword, code } });

    await expect(end('a wrong guess', codeOf(secret))).rejects.toMatchObject({ code: 'login.refused' });
    await expect(end(testPassword, '000000')).rejects.toMatchObject({ code: 'login.code-refused' });
    expect((await end(testPassword, codeOf(secret))).twoFactor.enabled).toBe(false);

    expect((await logInWith({})).email).toBe(owner.user.email);
    await expect(end(testPassword, codeOf(secret))).rejects.toMatchObject({ code: 'two-factor.off' });
  });

  test('gives new recovery codes by a code, and the old ones end', async () => {
    const { secret, recoveryCodes } = await switchOn();

    const { recoveryCodes: renewed } = await client.call(api.renewRecoveryCodes, { body: { code: codeOf(secret) } });

    expect(renewed).toHaveLength(10);
    await expect(logInWith({ code: recoveryCodes[0] ?? '' })).rejects.toMatchObject({ code: 'login.code-refused' });
    await logInWith({ code: renewed[0] ?? '' });
  });
});

test('switching it on and off, and a new e-mail, are kept in the audit log of every workspace of the user', async () => {
  const { user, workspaceId } = owner;
  const elsewhere = await buildAgent(hub, { user });
  const { secret } = await switchOn();
  client = http.client({ headers: await signIn(hub, user._id) });
  await client.call(api.endTwoFactor, { body: { currentPassword: testPassword, code: codeOf(secret) } });
  await client.call(updateUser, { body: { email: 'new@example.com', currentPassword: testPassword } });

  for (const id of [workspaceId, elsewhere.workspaceId]) {
    const entries = await AuditEntry.find({ workspaceId: id, action: /^user/ }).sort({ at: 1, _id: 1 }).lean();
    expect(entries.map(({ action }) => action)).toEqual(['user.two-factor-on', 'user.two-factor-off', 'user.email-changed']);
    expect(entries.at(-1)).toMatchObject({ before: { email: user.email }, after: { email: 'new@example.com' }, ip: expect.any(String) });
  }
});
