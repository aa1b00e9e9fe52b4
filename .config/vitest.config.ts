import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = ['bots/**/*.test.ts', 'hub/**/*.test.ts', 'workflows/**/*.test.ts', 'admin/**/*.test.ts', 'widget/**/*.test.ts'];
const browserTests = ['**/*.browser.test.ts'];
const never = ['**/node_modules/**', '**/.build/**'];
/** What these test keeps nothing in its modules and knows no hub: they share processes, since starting one takes longer than they do. */
const plainTests = [
  'admin/{app,components,data,pages,words,worker}',
  'widget/{chat,data,frame,loader,page,worker}',
  'bots/{contract,emulators,instagram,kit,telegram,vk,whatsapp}',
].map((folder) => `${folder}/**/*.test.ts`);

/** These start a hub each and may share processes, too: what the hub keeps in its modules goes by ids, and no two files share one. */
const hubTests = [
  'hub/{domain,console,realtime,inbound,outbound,http,automation,push,listeners,files,mail,site}',
  'hub/test/{hostile,paths,toy-channel,widget}',
  'bots/console',
].map((folder) => `${folder}/**/*.test.ts`);

/** What these test is a process of its own, which they start again and again. */
const processTests = ['hub/cli/**/*.test.ts', 'hub/test/faults/**/*.test.ts'];

/** Each test file has a process of its own, where nothing else is said; two at a time, since tests share the cores with a database and often a hub. */
const common = {
  root,
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // A condition is waited for as long as a busy machine may need; a second, vitest's own patience, is not enough there.
  expect: { poll: { timeout: 20_000, interval: 50 } },
} as const;

export default defineConfig({
  root,
  test: {
    // At the root and not in a project, so that one database serves the whole run. The widget is small, and the hub's own tests serve it too.
    globalSetup: ['test-database.ts', 'widget/prepare-tests.ts'].map((file) => fileURLToPath(new URL(file, import.meta.url))),
    reporters: ['default', fileURLToPath(new URL('plain-summary.ts', import.meta.url))],
    pool: 'forks',
    maxWorkers: 2,
    // All in one group: between two groups Vitest (4.1) hands a worker's VITEST_POOL_ID out twice, and two files would empty each other's database.
    projects: [
      {
        root,
        test: {
          ...common,
          name: 'node',
          include: tests,
          exclude: [...never, ...browserTests, ...plainTests, ...hubTests, ...processTests],
        },
      },
      { root, test: { ...common, name: 'hub', isolate: false, include: hubTests, exclude: [...never, ...browserTests] } },
      { root, test: { ...common, name: 'plain', isolate: false, include: plainTests, exclude: [...never, ...browserTests] } },
      {
        root,
        test: {
          ...common,
          name: 'process',
          globalSetup: [fileURLToPath(new URL('compile-hub.ts', import.meta.url))],
          include: processTests,
          exclude: never,
        },
      },
      {
        root,
        test: {
          ...common,
          name: 'browser',
          globalSetup: [fileURLToPath(new URL('admin/prepare-tests.ts', import.meta.url))],
          include: browserTests,
          exclude: never,
        },
      },
    ],
  },
});
