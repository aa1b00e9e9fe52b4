import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startVisitorSession, widgetApiRoot } from '../../hub/api/widget/calls.ts';
import { getWidget, rotateIdentitySecret, showIdentitySecret } from '../../hub/api/widget/settings.ts';
import { useHub } from '../../hub/test/start-hub.ts';

const hub = useHub();
const run = promisify(execFile);
const folder = fileURLToPath(new URL('../pages/settings/widget/identity/examples/', import.meta.url));
/** A compiler that has nothing kept begins by compiling its library. */
const patienceMs = 300_000;

/** How the program of a file is run, by the ending of its name. */
const runtimes: Readonly<Record<string, readonly [string, ...string[]]>> = {
  mjs: [process.execPath],
  py: ['python3'],
  php: ['php'],
  rb: ['ruby'],
  go: ['go', 'run'],
};
const answer = z.object({ isVerified: z.boolean(), profile: z.object({ name: z.string().nullable() }) });

/** What a program prints for a user; null where this machine can't run it. */
async function sign(file: string, environment: Record<string, string>): Promise<string | null> {
  const [command, ...options] = runtimes[file.split('.').at(-1) ?? ''] ?? [''];
  try {
    const { stdout } = await run(command, [...options, `${folder}${file}`, 'user-42', 'Анна Petrova'], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    });
    return stdout.trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Begins a session as a site's page would. */
async function startSession(said: Record<string, unknown>): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${hub().url}${widgetApiRoot}${startVisitorSession.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  return { status: response.status, body: await response.json() };
}

test(
  'what the examples sign is believed by the hub, in every language this machine can run',
  async () => {
    const { client } = hub();
    const { widgetKey } = await client.call(getWidget);
    const { secret } = await client.call(showIdentitySecret);
    const environment = { HUB_IDENTITY_SECRET: secret, HUB_WIDGET_KEY: widgetKey };
    const ran = new Set<string>();
    for (const file of await readdir(folder)) {
      const signed = await sign(file, environment);
      if (signed === null) continue;
      const said = file.includes('-hash.') ? { userId: 'user-42', userHash: signed } : { userToken: signed };
      const { status, body } = await startSession({ widgetKey, ...said });
      expect({ file, status }).toEqual({ file, status: 200 });
      expect(answer.parse(body).isVerified, file).toBe(true);
      if ('userToken' in said) expect(answer.parse(body).profile.name, file).toBe('Анна Petrova');
      ran.add(file);
    }
    expect([...ran]).toEqual(expect.arrayContaining(['node-hash.mjs', 'node-token.mjs']));
  },
  patienceMs,
);

test('there is one of each kind for every language', async () => {
  const files = await readdir(folder);
  const endings = Object.keys(runtimes);
  for (const kind of ['hash', 'token'])
    expect(files.filter((file) => file.includes(`-${kind}.`)).map((file) => file.split('.').at(-1))).toEqual(
      expect.arrayContaining(endings),
    );
});

test('what was signed with the secret before counts only while it was kept', async () => {
  const { client } = hub();
  const { widgetKey } = await client.call(getWidget);
  const { secret: before } = await client.call(showIdentitySecret);
  const userHash = await sign('node-hash.mjs', { HUB_IDENTITY_SECRET: before, HUB_WIDGET_KEY: widgetKey });
  await client.call(rotateIdentitySecret, { body: { keepHours: 1 } });
  expect((await startSession({ widgetKey, userId: 'user-42', userHash })).status).toBe(200);
  await client.call(rotateIdentitySecret, { body: { keepHours: 0 } });
  expect((await startSession({ widgetKey, userId: 'user-42', userHash })).status).toBe(403);
});
