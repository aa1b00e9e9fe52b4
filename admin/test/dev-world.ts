import { testPassword } from '../../hub/test/factories.ts';
import { startWorld } from './world/start-world.ts';
import { serveSources } from './world/vite-server.ts';

// The admin from its sources over a filled hub, for whoever works on it: `npm run dev:admin -- 4100`, then open what it prints.
const port = Number(process.argv[2] ?? 4100);
const { running, telegram, world, stop } = await startWorld({ port: port + 1, publicUrl: `http://localhost:${port}` });
const sources = await serveSources(running.url, port);
process.stdout.write(
  `\nThe admin: ${sources.url}/admin/  (log in as ${world.ada.user.email}, password "${testPassword}"; also boris@example.com, chen@example.com)\n` +
    `The hub: ${running.url}   Telegram (emulated): ${telegram.url}\n\n`,
);
const end = (): void => {
  void sources
    .stop()
    .then(stop)
    .then(() => process.exit(0));
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
