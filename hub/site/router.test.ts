import { beforeEach, describe, expect, test } from 'vitest';
import { createSetupLink } from '../domain/agent/setup/setup-link.ts';
import { inviteAgent } from '../domain/agent/invite/invite-agent.ts';
import { Agent } from '../domain/agent/model.ts';
import { createLoginThrottle } from '../domain/user/login-throttle.ts';
import { Workspace } from '../domain/workspace/model.ts';
import { useDatabase } from '../test/database.ts';
import { buildAgent, signIn, testPassword } from '../test/factories.ts';
import { createTestHub, startHttp, type TestHttp } from '../test/start-http.ts';
import type { ShownChannel } from './pages/home.ts';
import { siteRouter } from './router.ts';

useDatabase();

const hub = createTestHub();
let http: TestHttp;
let channels: ShownChannel[];

beforeEach(async () => {
  channels = [];
  const site = siteRouter(hub, { throttle: createLoginThrottle(), listChannels: () => Promise.resolve(channels) });
  http = await startHttp(hub, { routes: [], site });
});

async function setupPath(): Promise<string> {
  const link = await createSetupLink(hub);
  if (link === null) throw new Error('there is an owner');
  return link.replace('http://hub.test', '');
}

function submit(path: string, values: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return http.request(path, {
    method: 'POST',
    body: new URLSearchParams(values),
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie().join('; ').split(';')[0] ?? '';
}

const owner = {
  workspaceName: 'Hearth & <Home>',
  name: 'Ada',
  email: ' Ada@Example.com ',
  password: testPassword,
  timeZone: 'Europe/Berlin',
  language: 'en',
};

describe('the setup page', () => {
  test('makes the workspace and its owner, signs in, and says what to do next', async () => {
    const path = await setupPath();
    expect(await (await http.request(path)).text()).toContain('Create workspace');

    const done = await submit(path, owner);

    expect(done).toMatchObject({ status: 303 });
    expect(done.headers.get('location')).toBe('/');
    const home = await (await http.request('/', { headers: { cookie: cookieOf(done) } })).text();
    expect(home).toContain('Signed in to Hearth &amp; &lt;Home&gt; as Ada.');
    expect(home).toContain('npm run hub -- channel add telegram');
    expect(await Agent.find().lean()).toMatchObject([{ role: 'owner', email: 'ada@example.com' }]);
  });

  test('works once: afterwards the link and new ones are refused', async () => {
    const path = await setupPath();
    await submit(path, owner);

    expect((await http.request(path)).status).toBe(409);
    expect((await submit(path, owner)).status).toBe(409);
    expect(await createSetupLink(hub)).toBeNull();
  });

  test('of two people with the link at once, one gets through', async () => {
    const path = await setupPath();

    const answers = await Promise.all([submit(path, owner), submit(path, { ...owner, email: 'eve@example.com' })]);

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await Workspace.countDocuments()).toBe(1);
  });

  test('gives back what was typed, but the password, with what to correct', async () => {
    const path = await setupPath();

    const answer = await submit(path, { ...owner, email: 'nonsense', password: 'short' });

    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('value="Hearth &amp; &lt;Home&gt;"');
    expect(page).toContain('id="email-error"');
    expect(page).toContain('id="password-error"');
    expect(page).not.toContain('short');
    expect((await submit(path, owner)).status).toBe(303);
  });

  test('a link that was replaced by a newer one, or made up, is refused', async () => {
    const older = await setupPath();
    await setupPath();

    expect((await http.request(older)).status).toBe(403);
    expect((await submit(older, owner)).status).toBe(403);
    expect((await http.request('/setup?token=guess')).status).toBe(403);
    expect((await http.request('/setup?token[$ne]=x')).status).toBe(403);
  });
});

describe('the invite page', () => {
  test('makes a seat for a new colleague and signs in; the link then is used up', async () => {
    const { actor } = await buildAgent(hub);
    const { link } = await inviteAgent(hub, actor, { role: 'agent', conversationScope: 'own', departmentIds: [], email: 'bo@example.com' });
    const path = link.replace('http://hub.test', '');
    expect(await (await http.request(path)).text()).toContain('value="bo@example.com"');

    const done = await submit(path, { name: 'Bo', email: 'bo@example.com', password: testPassword });

    expect(done.status).toBe(303);
    expect(await (await http.request('/', { headers: { cookie: cookieOf(done) } })).text()).toContain('as Bo.');
    expect(await Agent.findOne({ email: 'bo@example.com' }).lean()).toMatchObject({ role: 'agent', conversationScope: 'own' });
    expect((await http.request(path)).status).toBe(404);
  });

  test('for one e-mail is refused to another', async () => {
    const { actor } = await buildAgent(hub);
    const { link } = await inviteAgent(hub, actor, { role: 'agent', conversationScope: 'all', departmentIds: [], email: 'bo@example.com' });

    const answer = await submit(link.replace('http://hub.test', ''), { name: 'Eve', email: 'eve@example.com', password: testPassword });

    expect(answer.status).toBe(404);
    expect(await Agent.countDocuments()).toBe(1);
  });
});

describe('logging in on the page', () => {
  test('refuses a wrong password in plain words, and lets the right one in and out', async () => {
    const { user } = await buildAgent(hub);
    const wrong = await submit('/login', { email: user.email, password: 'not the password' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('E-mail or password is wrong.');

    const cookie = cookieOf(await submit('/login', { email: user.email, password: testPassword }));
    expect((await http.request('/', { headers: { cookie } })).status).toBe(200);

    await submit('/logout', {}, { cookie });
    expect((await http.request('/', { headers: { cookie } })).headers.get('location')).toBe('/login');
  });

  test('from another site is refused', async () => {
    const { user } = await buildAgent(hub);

    const answer = await submit(
      '/login',
      { email: user.email, password: testPassword },
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    );

    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe('every page', () => {
  test('speaks the language of the browser, or the one chosen with the switch', async () => {
    const russian = await (await http.request('/login', { headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.5' } })).text();
    expect(russian).toContain('<html lang="ru">');

    const switched = await http.request('/login?lang=ru');
    expect(switched.headers.get('location')).toBe('/login');
    expect(await (await http.request('/login', { headers: { cookie: cookieOf(switched) } })).text()).toContain('Войти');
  });

  test('allows no script, no frame around it and no form to elsewhere', async () => {
    const { headers } = await http.request('/login');

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('has its styles', async () => {
    const styles = await http.request('/site/site.css');

    expect(styles.status).toBe(200);
    expect(styles.headers.get('content-type')).toContain('text/css');
  });
});

test('the signed-in page shows each channel with its state', async () => {
  const { user } = await buildAgent(hub);
  channels = [{ name: 'Support bot', provider: 'telegram', health: { state: 'failed', reason: 'the token was revoked' } }];

  const page = await (await http.request('/', { headers: await signIn(hub, user._id) })).text();

  expect(page).toContain('Support bot');
  expect(page).toContain('not working');
  expect(page).toContain('the token was revoked');
});
