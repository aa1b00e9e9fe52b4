import { beforeEach, describe, expect, test } from 'vitest';
import { inviteAgent } from '../api/team/agents.ts';
import { getMailStatus, sendTestMail } from '../api/team/mail.ts';
import { requestPasswordReset, resetPassword } from '../api/team/password-resets.ts';
import { getAuthOptions, logIn } from '../api/team/sessions.ts';
import type { Hub } from '../core/parts/hub.ts';
import { User } from '../domain/user/model.ts';
import { useDatabase } from '../test/database.ts';
import { buildAgent, buildToken, signIn, type BuiltAgent } from '../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../test/start-http.ts';
import { startMailer, type Mailer } from './mailer.ts';
import { Mail } from './model.ts';
import { startSmtp, type TestSmtp } from './smtp-server.fixture.ts';

useDatabase();

let now: Date;
let smtp: TestSmtp;
let hub: Hub;
let http: TestHttp;
let owner: BuiltAgent;
let mailer: Mailer;

beforeEach(async () => {
  now = new Date();
  smtp = await startSmtp();
  hub = createTestHub({ now: () => now, environment: { SMTP_URL: smtp.url, MAIL_FROM: 'Hub <hub@example.com>' } });
  http = await startHttp(hub, { routes: testRoutes(hub) });
  owner = await buildAgent(hub);
  mailer = startMailer(hub);
  return () => mailer.stop();
});

async function ownersClient(on: TestHttp = http) {
  return on.client({ headers: await signIn(hub, owner.user._id), workspaceId: owner.workspaceId.toHexString() });
}

function passSeconds(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

const ask = (email: string) => http.client().call(requestPasswordReset, { body: { email } });

describe('a forgotten password', () => {
  test('comes back by the mailed link, and the user is told that it changed', async () => {
    await ask(owner.user.email);
    await expect.poll(() => smtp.received.length).toBe(1);

    expect(smtp.received[0]).toMatchObject({
      to: [owner.user.email],
      link: expect.stringMatching(/^http:\/\/hub\.test\/reset\/[\w-]{43}$/),
    });
    const resetToken = smtp.received[0]?.link.split('/').at(-1) ?? '';
    const password = 'another good sentence';
    await http.client().call(resetPassword, { params: { resetToken }, body: { newPassword: password } });
    await http.client().call(logIn, { body: { email: owner.user.email, password } });

    await expect.poll(() => smtp.received.length).toBe(2);
    expect(smtp.received[1]?.raw).toContain('Your Hubbub password was changed');
    await expect.poll(() => Mail.countDocuments()).toBe(0);
  });

  test('of nobody sends nothing and leaves nothing', async () => {
    await ask('nobody@example.com');
    await mailer.sweep();

    expect(await Mail.countDocuments()).toBe(0);
    expect(smtp.received).toEqual([]);
  });

  test("is answered in the user's language", async () => {
    await User.updateOne({ _id: owner.user._id }, { $set: { language: 'ru' } });

    await ask(owner.user.email);
    await expect.poll(() => smtp.received.length).toBe(1);

    const subject = Buffer.from('Новый пароль для Hubbub').toString('base64');
    expect(smtp.received[0]?.raw.replace(/\?=\s+=\?UTF-8\?B\?/g, '')).toContain(subject.slice(0, 20));
  });
});

describe('an invite', () => {
  test('with an e-mail is mailed with its link, which is sealed while it waits', async () => {
    await mailer.stop();
    const { link, mailed } = await (await ownersClient()).call(inviteAgent, { body: { email: 'new@example.com' } });
    const kept = JSON.stringify(await Mail.find().lean());

    mailer = startMailer(hub);
    await mailer.sweep();

    expect(mailed).toBe(true);
    expect(kept).not.toContain(link.split('/').at(-1));
    expect(smtp.received).toMatchObject([{ to: ['new@example.com'], link }]);
  });

  test('without an e-mail, or on a hub without a mail server, is handed on by hand', async () => {
    const bare = createTestHub({ now: () => now });
    const onBare = await startHttp(bare, { routes: testRoutes(bare) });

    expect(await (await ownersClient()).call(inviteAgent, { body: {} })).toMatchObject({ mailed: false });
    expect(await (await ownersClient(onBare)).call(inviteAgent, { body: { email: 'new@example.com' } })).toMatchObject({ mailed: false });
    expect(await Mail.countDocuments()).toBe(0);
    expect(await onBare.client().call(getAuthOptions)).toMatchObject({ passwordResetByMail: false, needsSetup: false });
    expect(await http.client().call(getAuthOptions)).toMatchObject({ passwordResetByMail: true });
  });
});

describe('a mail', () => {
  const invite = async () => (await ownersClient()).call(inviteAgent, { body: { email: 'new@example.com' } });
  const attempts = async () => (await Mail.findOne().lean())?.attempts;

  test('that the server puts off is tried again later and arrives once', async () => {
    smtp.refuseWith({ code: 451, words: 'greylisted, come again' });
    await invite();
    await expect.poll(async () => (await Mail.findOne().lean())?.reason).toContain('greylisted');

    smtp.refuseWith(null);
    await mailer.sweep();
    expect(await attempts()).toBe(1);
    passSeconds(31);
    await mailer.sweep();
    await mailer.sweep();

    expect(smtp.received).toHaveLength(1);
    expect(await Mail.countDocuments()).toBe(0);
  });

  test('that the server refuses for good is not tried again, and owners read why', async () => {
    smtp.refuseWith({ code: 550, words: 'no such mailbox' });
    await invite();
    await expect.poll(async () => (await Mail.findOne().lean())?.failedAt).toEqual(now);

    passSeconds(3600);
    await mailer.sweep();

    expect(await attempts()).toBe(1);
    const status = await (await ownersClient()).call(getMailStatus);
    expect(status).toMatchObject({ isSetUp: true, from: 'Hub <hub@example.com>' });
    expect(status.troubled).toMatchObject([{ to: 'new@example.com', kind: 'invite', reason: expect.stringContaining('no such mailbox') }]);
    const stranger = await buildAgent(hub);
    const theirs = http.client({ headers: await signIn(hub, stranger.user._id) });
    expect((await theirs.call(getMailStatus)).troubled).toEqual([]);
  });

  test('whose sender died on the way is sent by the next once the claim ran out', async () => {
    await mailer.stop();
    await invite();
    await Mail.updateOne({}, { $set: { dueAt: new Date(now.getTime() + 120_000) }, $inc: { attempts: 1 } });

    mailer = startMailer(hub);
    await mailer.sweep();
    expect(smtp.received).toEqual([]);
    passSeconds(121);
    await mailer.sweep();

    expect(smtp.received).toHaveLength(1);
  });

  test('is sent by one of two hubs that look at once', async () => {
    await mailer.stop();
    await invite();
    const both = [startMailer(hub), startMailer(hub)];

    await Promise.all(both.map((each) => each.sweep()));

    expect(smtp.received).toHaveLength(1);
    await Promise.all(both.map((each) => each.stop()));
  });

  test('takes no header and no markup from what people named things', async () => {
    const { workspaceId } = owner;
    await hub.mail.queue({
      kind: 'invite',
      to: 'new@example.com',
      language: 'en',
      workspaceId,
      values: { workspace: 'Acme\r\nBcc: spy@example.com', inviter: '<b>Eve</b>', link: 'http://hub.test/invite/x', until: 'tomorrow' },
    });
    await expect.poll(() => smtp.received.length).toBe(1);

    expect(smtp.received[0]?.to).toEqual(['new@example.com']);
    // Without the soft breaks of quoted-printable.
    const raw = smtp.received[0]?.raw.replace(/=\r?\n/g, '');
    expect(raw).not.toMatch(/^Bcc:/m);
    expect(raw).toContain('&lt;b&gt;Eve&lt;/b&gt;');
  });
});

describe('the test mail', () => {
  test("goes to the owner at once and answers with the server's words", async () => {
    const answer = await (await ownersClient()).call(sendTestMail);

    expect(answer).toMatchObject({ to: owner.user.email, response: expect.stringMatching(/^250 /) });
    expect(smtp.received).toHaveLength(1);
  });

  test('tells what the server said when it refuses, and that there is none', async () => {
    smtp.refuseWith({ code: 550, words: 'relaying denied' });
    await expect((await ownersClient()).call(sendTestMail)).rejects.toMatchObject({
      status: 422,
      code: 'mail.refused',
      details: { reason: expect.stringContaining('relaying denied') },
    });

    const bare = createTestHub();
    const onBare = await startHttp(bare, { routes: testRoutes(bare) });
    await expect((await ownersClient(onBare)).call(sendTestMail)).rejects.toMatchObject({ status: 409, code: 'mail.not-set-up' });
  });

  test('is for owners only', async () => {
    const admin = await buildAgent(hub, { workspaceId: owner.workspaceId, role: 'admin' });
    const clients = [
      http.client({ headers: await signIn(hub, admin.user._id) }),
      http.client({ token: await buildToken(hub, owner.workspaceId) }),
    ];

    for (const client of clients) await expect(client.call(sendTestMail)).rejects.toMatchObject({ status: 403 });
  });
});
