import { generateSync } from 'otplib';
import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import { logIn } from '../../../api/team/sessions.ts';
import * as api from '../../../api/team/password-resets.ts';
import { changePassword, getUser, updateUser } from '../../../api/team/users.ts';
import { confirmTwoFactor, startTwoFactor } from '../../../api/team/two-factor.ts';
import { countCommands } from '../../../database/count-commands.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, buildToken, signIn, testPassword, type BuiltAgent } from '../../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../../test/start-http.ts';
import { AuditEntry } from '../../audit/model.ts';
import { PasswordReset } from '../../user/password-reset/model.ts';
import { Agent } from '../model.ts';

useDatabase();

let now: Date;
// Nobody sends here, so a mail stays in the outbox, where it can be looked at.
const hub = createTestHub({
  now: () => now,
  environment: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Hub <hub@example.com>' },
});
const newPassword = 'another good sentence';
let http: TestHttp;
let owner: BuiltAgent;

beforeEach(async () => {
  now = new Date();
  http = await startHttp(hub, { routes: testRoutes(hub) });
  owner = await buildAgent(hub);
});

async function clientOf({ user, workspaceId }: BuiltAgent) {
  return http.client({ headers: await signIn(hub, user._id), workspaceId: workspaceId.toHexString() });
}

function colleague(role: 'owner' | 'admin' | 'agent' = 'agent'): Promise<BuiltAgent> {
  return buildAgent(hub, { workspaceId: owner.workspaceId, role });
}

async function linkFor(target: BuiltAgent, by = owner): Promise<string> {
  const { link } = await (await clientOf(by)).call(api.makePasswordResetLink, { params: { agentId: target.agent._id.toHexString() } });
  return link.split('/').at(-1) ?? '';
}

function use(resetToken: string, code?: string) {
  return http.client().call(api.resetPassword, { params: { resetToken }, body: { newPassword, ...(code === undefined ? {} : { code }) } });
}

const invalid = { status: 404, code: 'password-reset.invalid' };

describe('a reset link', () => {
  test('tells whose it is, sets the password once, ends all sessions and stands in the audit log', async () => {
    const target = await colleague();
    const theirs = await clientOf(target);
    const resetToken = await linkFor(target);

    const told = await http.client().call(api.getPasswordReset, { params: { resetToken } });
    expect(told).toMatchObject({ email: expect.stringMatching(/^u•••@example\.com$/), codeNeeded: false });
    await use(resetToken);

    await expect(use(resetToken)).rejects.toMatchObject(invalid);
    await expect(theirs.call(getUser)).rejects.toMatchObject({ status: 401 });
    const enter = (password: string) => http.client().call(logIn, { body: { email: target.user.email, password } });
    await expect(enter(testPassword)).rejects.toMatchObject({ code: 'login.refused' });
    expect((await enter(newPassword)).email).toBe(target.user.email);
    const actions = (await AuditEntry.find({ workspaceId: owner.workspaceId }).sort({ _id: 1 }).lean()).map(({ action }) => action);
    expect(actions).toEqual(['user.password-reset-link-made', 'user.password-reset']);
  });

  test('works for one of two who use it at once, and is kept only as a hash', async () => {
    const resetToken = await linkFor(await colleague());
    expect(JSON.stringify(await PasswordReset.find().lean())).not.toContain(resetToken);

    const outcomes = await Promise.allSettled([use(resetToken), use(resetToken)]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('ends by itself, with another link that was used, with a changed password and with a new e-mail', async () => {
    const target = await colleague();
    const client = await clientOf(target);
    const old = await linkFor(target);
    now = new Date(now.getTime() + 24 * 3_600_000);
    await expect(use(old)).rejects.toMatchObject(invalid);

    const beforeChange = await linkFor(target);
    await client.call(changePassword, { body: { currentPassword: testPassword, newPassword: testPassword } });
    await expect(use(beforeChange)).rejects.toMatchObject(invalid);

    const beforeRename = await linkFor(target);
    await client.call(updateUser, { body: { email: 'renamed@example.com', currentPassword: testPassword } });
    await expect(use(beforeRename)).rejects.toMatchObject(invalid);

    const [one, other] = [await linkFor(target), await linkFor(target)];
    await use(one);
    await expect(use(other)).rejects.toMatchObject(invalid);
  });

  test('opens no login with two-factor on without a code, and survives a wrong one', async () => {
    const target = await colleague();
    const client = await clientOf(target);
    const { secret } = await client.call(startTwoFactor, { body: { currentPassword: testPassword } });
    const codeNow = () => generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });
    await client.call(confirmTwoFactor, { body: { code: codeNow() } });
    now = new Date(now.getTime() + 60_000);
    const resetToken = await linkFor(target);

    expect(await http.client().call(api.getPasswordReset, { params: { resetToken } })).toMatchObject({ codeNeeded: true });
    await expect(use(resetToken)).rejects.toMatchObject({ status: 401, code: 'login.code-needed' });
    await expect(use(resetToken, '000000')).rejects.toMatchObject({ code: 'login.code-refused' });
    await use(resetToken, codeNow());
  });
});

describe('a link that a colleague makes', () => {
  const refused = (reason: string) => ({ status: 403, code: 'password-reset.not-allowed', details: { reason } });

  test('is not made by an admin for an owner, nor for somebody who may do more', async () => {
    const admin = await colleague('admin');
    const mighty = await colleague();
    await Agent.updateOne({ _id: mighty.agent._id }, { $set: { overrides: { added: ['contact.erase'], removed: [] } } });

    await expect(linkFor(owner, admin)).rejects.toMatchObject(refused('above-you'));
    await expect(linkFor(mighty, admin)).rejects.toMatchObject(refused('above-you'));
    await use(await linkFor(await colleague(), admin));
  });

  test('is made neither for oneself nor by a token nor by an agent', async () => {
    const [admin, agent] = [await colleague('admin'), await colleague()];
    const machine = http.client({ token: await buildToken(hub, owner.workspaceId) });

    await expect(linkFor(admin, admin)).rejects.toMatchObject(refused('yourself'));
    const params = { agentId: agent.agent._id.toHexString() };
    await expect(machine.call(api.makePasswordResetLink, { params })).rejects.toMatchObject({ code: 'permission.missing' });
    await expect(linkFor(admin, agent)).rejects.toMatchObject({ code: 'permission.missing' });
  });

  test('never opens a workspace that its maker does not manage: not a seat elsewhere, open or closed, nor one above them there', async () => {
    const target = await colleague();
    const elsewhere = await buildAgent(hub);
    const seat = await buildAgent(hub, { workspaceId: elsewhere.workspaceId, user: target.user, role: 'agent' });
    await expect(linkFor(target)).rejects.toMatchObject(refused('other-workspaces'));

    await Agent.updateOne({ _id: seat.agent._id }, { $set: { isActive: false } });
    await expect(linkFor(target)).rejects.toMatchObject(refused('other-workspaces'));

    await buildAgent(hub, { workspaceId: elsewhere.workspaceId, user: owner.user, role: 'admin' });
    await use(await linkFor(target));
    await Agent.updateOne({ _id: seat.agent._id }, { $set: { isActive: true, role: 'owner' } });
    await expect(linkFor(target)).rejects.toMatchObject(refused('other-workspaces'));
  });

  test('ends when its user gets a seat in a workspace that it was not made for', async () => {
    const target = await colleague();
    const resetToken = await linkFor(target);

    await buildAgent(hub, { user: target.user });

    await expect(use(resetToken)).rejects.toMatchObject(invalid);
    await expect(http.client().call(api.getPasswordReset, { params: { resetToken } })).rejects.toMatchObject(invalid);
  });
});

describe('asking for a link by mail', () => {
  const ask = (email: string) => http.client().call(api.requestPasswordReset, { body: { email } });

  test('does and answers the same for an address of nobody, down to the database calls', async () => {
    await ask('warm-up@example.com');

    const known = await countCommands(mongoose.connection, () => ask(owner.user.email));
    const unknown = await countCommands(mongoose.connection, () => ask('nobody@example.com'));

    expect(known.result).toEqual(unknown.result);
    expect(known.commands).toEqual(['insert mails']);
    expect(unknown.commands).toEqual(known.commands);
    expect(await PasswordReset.countDocuments()).toBe(0);
  });

  test('is held up after three times an hour alike for every address', async () => {
    for (const email of [owner.user.email, 'nobody@example.com']) {
      for (let time = 0; time < 3; time += 1) await ask(email);
      await expect(ask(email)).rejects.toMatchObject({
        status: 429,
        code: 'login.throttled',
        details: { retryAfterSeconds: expect.any(Number) },
      });
    }
  });

  test('says so where the hub has no mail server', async () => {
    const bare = createTestHub();
    const { client } = await startHttp(bare, { routes: testRoutes(bare) });

    await expect(client().call(api.requestPasswordReset, { body: { email: owner.user.email } })).rejects.toMatchObject({
      status: 409,
      code: 'mail.not-set-up',
    });
  });
});
