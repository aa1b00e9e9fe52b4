import { ConfigError, environment, loadConfig } from './config.ts';
import { createLog } from './core/log.ts';
import { LocalDatabaseError } from './database/local/start-local-database.ts';
import { createSetupLink } from './domain/agent/setup/setup-link.ts';
import { startHub } from './start.ts';

/** Starts the hub from the environment, says where it is, and stops it cleanly on SIGTERM or Ctrl+C. */
async function main(): Promise<void> {
  const config = loadConfig(environment);
  const log = createLog(config.LOG_LEVEL);
  const starting = new AbortController();
  let stopNow: (() => Promise<void>) | null = null;
  let isStopping = false;

  const onSignal = (name: NodeJS.Signals) => {
    // A second signal is somebody who does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal: name }, 'stopping');
    starting.abort();
    if (stopNow) void stopNow().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  const running = await startHub(config, { log, signal: starting.signal });
  stopNow = running.stop;
  if (starting.signal.aborted) {
    await running.stop();
    process.exit(0);
  }
  const setupLink = await createSetupLink(running.hub);
  const lines = [
    `Hubbub is ready: ${running.url}`,
    `  Web admin      ${running.url}/admin`,
    `  API            ${running.url}/api/openapi.json`,
    ...(setupLink ? [`  First set-up   ${setupLink}`] : []),
  ];
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

try {
  await main();
} catch (error) {
  // What a person can mend is told in words; the rest is a fault of ours and shows its trace.
  const isForPeople = error instanceof ConfigError || error instanceof LocalDatabaseError;
  process.stderr.write(`${isForPeople ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
