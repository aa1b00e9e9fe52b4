import { chmod, access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Engine, EngineOptions, RunningServer } from '../engine.ts';
import { answersPing } from '../ping.ts';
import { runCommand } from '../run-command.ts';
import { startServerProcess, type ServerProgram } from '../server-process.ts';
import { makeSocketFolder } from '../socket-folder.ts';
import { installFerretdb } from './install.ts';
import type { FerretdbLayout } from './layout.ts';

/** FerretDB in front of PostgreSQL with DocumentDB, both over Unix sockets only. */
export const ferretdbEngine: Engine = { kind: 'ferretdb', start: startFerretdb };

/** Where one running server's files are. */
interface Place {
  layout: FerretdbLayout;
  /** PostgreSQL's data folder. */
  data: string;
  sockets: string;
  options: EngineOptions;
}

// Given at each start and not kept in the data folder, which so stays movable and takes a later version's settings.
const settings = {
  shared_preload_libraries: 'pg_cron, pg_documentdb_core, pg_documentdb, pg_documentdb_extended_rum',
  'documentdb.rum_library_load_option': 'require_documentdb_extended_rum',
  'documentdb.alternate_index_handler_name': 'extended_rum',
  'cron.database_name': 'postgres',
  // DocumentDB's jobs run every two seconds, and pg_cron would keep a row of each for ever.
  'cron.log_run': 'off',
  'cron.log_statement': 'off',
  jit: 'off',
  // Racing inserts of one key under a secondary index end by deadlock detection, which waits a second by default.
  deadlock_timeout: '20ms',
};

const throwaway = { fsync: 'off', full_page_writes: 'off' };

/** How long a recovery after a crash may take before FerretDB is started all the same. */
const postgresPatienceMs = 60_000;

async function startFerretdb(options: EngineOptions): Promise<RunningServer> {
  const layout = await installFerretdb(options);
  const place: Place = { layout, data: join(options.folder, 'pg'), sockets: await makeSocketFolder(options.folder), options };
  options.progress({ what: 'Starting the database' });
  await createCluster(place);
  const postgres = await startServerProcess(describePostgres(place), options);
  try {
    await createExtensions(place);
    const program = describeFerretdb(place, describePostgres(place).isReady);
    const ferretdb = await startServerProcess(program, options);
    return {
      uri: `${serverUri(place)}hub`,
      async stop() {
        await ferretdb.stop();
        await postgres.stop();
        await rm(place.sockets, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Creates PostgreSQL's data folder the first time; it appears in one step, so that an interrupted one is made anew. */
async function createCluster({ layout, data, options }: Place): Promise<void> {
  const isThere = await access(join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const draft = `${data}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const [command, args] = asUser(join(layout.postgresBin, 'initdb'), [
    '-D',
    draft,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-locale',
    '-E',
    'UTF8',
  ]);
  await runCommand(command, args, { environment: plainLocale(options), signal: options.signal });
  await chmod(draft, 0o700);
  await rename(draft, data);
}

function describePostgres({ layout, data, sockets, options }: Place): ServerProgram {
  // No TCP at all: DocumentDB's and pg_cron's own connections, to localhost by default, go over the socket too.
  const places = { listen_addresses: '', port: '5432', unix_socket_directories: sockets, 'cron.host': sockets };
  const documentdb = { 'documentdb.localhost_connection_string': `host=${sockets}` };
  const flags = Object.entries({ ...settings, ...(options.isThrowaway && throwaway), ...places, ...documentdb }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  const [command, args] = asUser(join(layout.postgresBin, 'postgres'), ['-D', data, ...flags]);
  const environment = plainLocale(options);
  return {
    name: 'postgres',
    command,
    args,
    environment,
    stopSignal: 'SIGINT', // a fast shutdown: SIGTERM would wait for the clients to leave
    isReady: () =>
      runCommand(join(layout.postgresBin, 'pg_isready'), ['-q', '-h', sockets, '-U', 'postgres'], { environment }).then(
        () => true,
        () => false,
      ),
  };
}

async function createExtensions({ layout, sockets, options }: Place): Promise<void> {
  const statements = [
    'set client_min_messages=error',
    'create extension if not exists documentdb cascade',
    'create extension if not exists documentdb_extended_rum',
    // A job keeps the address it was made with, which is another one after the data folder was moved.
    "update cron.job set nodename = current_setting('cron.host') where nodename <> current_setting('cron.host')",
  ];
  const commands = statements.flatMap((statement) => ['-c', statement]);
  const args = ['-q', '-v', 'ON_ERROR_STOP=1', '-h', sockets, '-U', 'postgres', ...commands];
  await runCommand(join(layout.postgresBin, 'psql'), args, { environment: plainLocale(options), signal: options.signal });
}

function describeFerretdb(place: Place, isPostgresReady: () => Promise<boolean>): ServerProgram {
  const { layout, sockets, options } = place;
  const socket = join(sockets, 'mongodb.sock');
  const postgres = `postgres://postgres@/postgres?host=${encodeURIComponent(sockets)}`;
  const listen = ['--listen-addr=', `--listen-unix=${socket}`, '--no-auth', '--debug-addr=-', '--telemetry=disable'];
  return {
    name: 'ferretdb',
    command: layout.ferretdb,
    args: [...listen, '--log-level=WARN', `--state-dir=${options.folder}`, `--postgresql-url=${postgres}`],
    environment: options.environment,
    stopSignal: 'SIGTERM',
    // It does not replace the socket of one that was killed; and one that starts before PostgreSQL answers never gets to listening.
    prepare: async () => {
      await rm(socket, { force: true });
      const deadline = Date.now() + postgresPatienceMs;
      while (!(await isPostgresReady()) && Date.now() < deadline) await wait(50);
    },
    isReady: () => answersPing(serverUri(place)),
  };
}

function serverUri({ sockets }: Place): string {
  return `mongodb://${encodeURIComponent(join(sockets, 'mongodb.sock'))}/`;
}

function plainLocale({ environment }: EngineOptions): NodeJS.ProcessEnv {
  return { ...environment, LC_ALL: 'C' };
}

/** PostgreSQL refuses to run as root: in a user namespace root is somebody else, while the files stay root's. */
function asUser(program: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [program, args];
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', program, ...args]];
}
