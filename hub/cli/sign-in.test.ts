import { afterAll, expect, test, vi } from 'vitest';
import { startInstagramPrivateEmulator } from '../../bots/emulators/instagram-private/emulator.ts';
import { addChannel } from '../api/customers/channels.ts';
import { systemActor } from '../core/actor.ts';
import { useHub } from '../test/start-hub.ts';
import { followSignIn, type Terminal } from './commands/channel/sign-in.ts';

vi.setConfig({ testTimeout: 60_000 });
const emulator = await startInstagramPrivateEmulator();
const hub = useHub({ INSTAGRAM_APP_ROOT: emulator.url });
afterAll(() => emulator.stop());
const password = 'a password of the shop';

/** An account that waits for the code 123456. */
async function waitingAccount(username: string) {
  emulator.createAccount({ username, fullName: 'The Shop', password, twoFactor: { by: 'totp', code: '123456' } });
  const settings = { username, password };
  const { id } = await hub().client.call(addChannel, { body: { provider: 'instagram-private', settings } });
  return { id, actor: systemActor(hub().workspaceId, 'Command line') };
}

/** Somebody who types these codes, and what they were asked and told. */
function typing(...codes: string[]) {
  const seen: string[] = [];
  const terminal: Terminal = {
    canAsk: () => true,
    readSecret(question, given) {
      seen.push(`asked: ${question}`);
      return Promise.resolve(given ?? codes.shift() ?? '');
    },
    tell: (line) => void seen.push(`told: ${line}`),
  };
  return { terminal, seen };
}

test('after a wrong code a person is told so and asked again, and the right one signs the account in', async () => {
  const { id, actor } = await waitingAccount('shop');
  const { terminal, seen } = typing('000000', '123456');

  const channel = await followSignIn(hub().hub, actor, id, { waitSeconds: 50, terminal });

  expect(channel).toMatchObject({ health: { state: 'ok' }, account: { name: 'The Shop' } });
  expect(seen).toEqual([
    expect.stringMatching(/^asked: Code of the authenticator app/),
    expect.stringMatching(/^told: .*code/),
    expect.stringMatching(/^asked: Code of the authenticator app/),
  ]);
});

test('a wrong code that a script gave is tried once and ends it', async () => {
  const { id, actor } = await waitingAccount('other');
  const { terminal, seen } = typing();

  await expect(followSignIn(hub().hub, actor, id, { code: '000000', waitSeconds: 50, terminal })).rejects.toMatchObject({
    code: 'channel.code-refused',
  });
  expect(seen).toHaveLength(1);
});
