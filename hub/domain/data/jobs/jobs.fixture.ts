import { text } from 'node:stream/consumers';
import { beforeEach } from 'vitest';
import * as api from '../../../api/customers/data-jobs.ts';
import type { Client } from '../../../api/client.ts';
import { systemActor, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildToken, buildWorkspace } from '../../../test/factories.ts';
import { createTestHub, startHttp, type TestHttp } from '../../../test/start-http.ts';
import { createCustomField } from '../../custom-field/save-custom-field.ts';
import { getFile, openFile } from '../../file/open-file.ts';
import { dataJobRoutes } from './routes.ts';
import { workOffJobs } from './run-jobs.ts';

/** A workspace with the custom field `plan`, the routes of jobs served, and a clock of its own. */
export interface JobWorld {
  hub: Hub;
  clock: { now: Date };
  http: TestHttp;
  client: Client;
  workspaceId: ObjectId;
  actor: Actor;
  /** Uploads a CSV file, by a token that may do everything or by the given one. */
  upload(csv: string | Uint8Array<ArrayBuffer>, token?: string): Promise<{ status: number; body: api.DataJobView }>;
  /** The same, as the parameters of what comes next. */
  uploaded(csv: string): Promise<{ params: { dataJobId: string } }>;
  /** Works off what is to do. */
  work(tools?: Hub): Promise<void>;
  /** Everything from the upload to the end. */
  importAll(csv: string, mapping?: api.ImportMapping): Promise<api.DataJobView>;
  readStored(fileId: ObjectId | undefined): Promise<string>;
}

/** A mapping of `people`. */
export const byEmail: api.ImportMapping = {
  columns: [
    { column: 0, target: 'name' },
    { column: 1, target: 'email' },
    { column: 2, target: 'field:plan' },
    { column: 3, target: 'tags' },
  ],
  match: 'email',
  onMatch: 'update',
};

/** Two people, one of them twice, and three rows that can't be taken. */
export const people = [
  'name,email,plan,tags',
  'Ann,ann@example.com,pro,vip; new',
  'Bob,BOB@example.com,Free,',
  'Ann again,ann@example.com,,late',
  'Cid,not an address,,',
  'Dan,dan@example.com,gold,',
  'Eve,,,',
].join('\n');

/** Gives each test of a file such a world; ask for it inside tests only. */
export function useJobs(): () => JobWorld {
  useDatabase();
  const clock = { now: new Date() };
  const hub = createTestHub({ now: () => clock.now });
  let world: JobWorld | undefined;

  beforeEach(async () => {
    clock.now = new Date('2037-05-01T10:00:00Z');
    world = await buildJobs(hub, clock);
  });
  return () => {
    if (!world) throw new Error('the world exists only inside tests');
    return world;
  };
}

async function buildJobs(hub: Hub, clock: { now: Date }): Promise<JobWorld> {
  const http = await startHttp(hub, { routes: dataJobRoutes(hub) });
  const workspaceId = (await buildWorkspace(hub))._id;
  const actor = systemActor(workspaceId);
  const everything = await buildToken(hub, workspaceId);
  const client = http.client({ token: everything });
  await createCustomField(hub, actor, { key: 'plan', name: 'Тариф', type: 'choice', choices: ['free', 'pro'], isShownInInbox: true });

  const upload: JobWorld['upload'] = async (csv, token = everything) => {
    const body = new FormData();
    body.append('file', new Blob([csv]), 'people.csv');
    const response = await http.request('/api/v1/contacts/imports', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    // What a test is told of a refusal is read from it as it is.
    return { status: response.status, body: (await response.json()) as api.DataJobView };
  };
  const uploaded: JobWorld['uploaded'] = async (csv) => ({ params: { dataJobId: (await upload(csv)).body.id } });
  const work: JobWorld['work'] = (tools = hub) => workOffJobs(tools, workspaceId, new AbortController().signal);
  return {
    ...{ hub, clock, http, client, workspaceId, actor, upload, uploaded, work },
    async importAll(csv, mapping = byEmail) {
      const job = await uploaded(csv);
      await client.call(api.mapImport, { ...job, body: mapping });
      await work();
      await client.call(api.startImport, job);
      await work();
      return client.call(api.getDataJob, job);
    },
    readStored: async (fileId) => text(await openFile(hub, await getFile(actor, fileId ?? new ObjectId()))),
  };
}
