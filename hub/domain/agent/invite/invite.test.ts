import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/team/agents.ts';
import type { Client } from '../../../api/client.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, buildUser, signIn, type BuiltAgent } from '../../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../../test/start-http.ts';
import { Invite } from './model.ts';

useDatabase();

let now: Date;
const hub = createTestHub({ now: () => now });
let http: TestHttp;
let owner: BuiltAgent;
let client: Client;

beforeEach(async () => {
  now = new Date();
  http = await startHttp(hub, { routes: testRoutes(hub) });
  owner = await buildAgent(hub);
  client = http.client({ headers: await signIn(hub, owner.user._id), workspaceId: owner.workspaceId.toHexString() });
});

const look = (inviteToken: string) => http.client().call(api.getInvite, { params: { inviteToken } });

describe("an invite's link", () => {
  test('tells anybody who has it what it offers, and whether the invited address has a login', async () => {
    const known = await buildUser(hub);
    const invite = async (email?: string) =>
      (await client.call(api.inviteAgent, { body: { role: 'admin', ...(email === undefined ? {} : { email }) } })).token;

    expect(await look(await invite())).toMatchObject({ role: 'admin', invitedBy: owner.agent.displayName, email: null, hasAccount: null });
    expect(await look(await invite(known.email))).toMatchObject({ email: known.email, hasAccount: true });
    expect(await look(await invite('new@example.com'))).toMatchObject({ email: 'new@example.com', hasAccount: false });
  });

  test('tells nothing once it is too old', async () => {
    const { token } = await client.call(api.inviteAgent, { body: {} });

    now = new Date(now.getTime() + 8 * 86_400_000);

    await expect(look(token)).rejects.toMatchObject({ status: 404, code: 'invite.invalid' });
  });
});

describe('accepting as who is signed in', () => {
  const accept = (by: Client, token: string) => by.call(api.acceptInviteSignedIn, { body: { token } });

  test('takes the seat without a password, once', async () => {
    const guest = await buildAgent(hub);
    const guests = http.client({ headers: await signIn(hub, guest.user._id) });
    const { token } = await client.call(api.inviteAgent, { body: {} });

    const seat = await accept(guests, token);

    expect(seat).toMatchObject({ workspaceId: owner.workspaceId.toHexString(), userId: guest.user._id.toHexString() });
    expect((await guests.call(api.listSeats)).items).toHaveLength(2);
    await expect(accept(guests, token)).rejects.toMatchObject({ code: 'invite.invalid' });
  });

  test('does not use up what is for somebody else, or for a workspace one is in', async () => {
    const { token: forOther } = await client.call(api.inviteAgent, { body: { email: 'other@example.com' } });
    const { token: forAnybody } = await client.call(api.inviteAgent, { body: { role: 'agent' } });

    await expect(accept(client, forOther)).rejects.toMatchObject({ code: 'invite.invalid', details: { reason: 'other-email' } });
    await expect(accept(client, forAnybody)).rejects.toMatchObject({ code: 'invite.invalid', details: { reason: 'member' } });

    expect(await Invite.countDocuments()).toBe(2);
    expect((await client.call(api.getOwnAgent)).role).toBe('owner');
  });
});
