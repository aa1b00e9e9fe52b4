import { Command, InvalidArgumentError } from 'commander';
import { createLog } from '../core/log.ts';
import { createProgressLine } from '../database/local/progress.ts';
import { startPlayground, type Playground } from './start-playground.ts';

const portOption = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('must be a port: 0 to 65535');
  return port;
};

/** Starts the playground, says where it is and stops everything on Ctrl+C. */
async function main(): Promise<void> {
  const { port, hubPort, shopPort, data } = new Command('npm run playground --')
    .description(
      'Play customer and agent on one page: the hub, a database, an emulated Telegram, a shop with the chat on it. No account, no internet.',
    )
    .option('--port <port>', 'port of the page', portOption, 3001)
    .option('--hub-port <port>', 'port of the hub', portOption, 3000)
    .option('--shop-port <port>', 'port of the demo shop', portOption, 3002)
    .option('--data <folder>', 'folder of this run; emptied at the start, removed at the end', '.data/playground')
    .parse()
    .opts<{ port: number; hubPort: number; shopPort: number; data: string }>();

  let running: Playground | null = null;
  let isStopping = false;
  const stop = (): void => {
    // A second Ctrl+C is somebody who does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    if (!running) return;
    process.stdout.write('\nStopping...\n');
    void running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const progress = createProgressLine(process.stderr);
  running = await startPlayground({ port, hubPort, shopPort, dataDir: data, log: createLog('warn'), progress }).finally(() =>
    progress.end(),
  );
  if (isStopping) {
    await running.stop();
    process.exit(0);
  }
  process.stdout.write(describe(running));
}

function describe({ url, hubUrl, shopUrl, hostileUrl, emulatorUrl, login, hubLog }: Playground): string {
  const lines = [
    `The playground is ready: ${url}`,
    `  Hub             ${hubUrl}   (log in as ${login.email}, password ${login.password})`,
    `  Demo shop       ${shopUrl}   (with the site's chat; the unkind site: ${hostileUrl})`,
    `  API             ${hubUrl}/api/openapi.json`,
    `  Telegram        ${emulatorUrl}   (emulated)`,
    `  The hub's log   ${hubLog}`,
    '  Ctrl+C stops everything and forgets what was played.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

function fail(error: unknown): never {
  // A taken port is told in words, by the hub or here; the rest is a fault of ours and shows its trace.
  const isTaken = error instanceof Error && /EADDRINUSE|is taken/.test(error.message);
  const words = isTaken ? `${error.message}\nChoose other ports: --port, --hub-port, --shop-port` : undefined;
  process.stderr.write(`${words ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(1);
}

await main().catch(fail);
