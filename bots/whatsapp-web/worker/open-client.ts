import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type WAWebJS from 'whatsapp-web.js';
import { watchChats } from './happenings.ts';
import { createPeers } from './peers.ts';
import type { FromWorker, WorkerOptions } from './protocol.ts';
import type { Serving } from './serve.ts';

type Library = typeof WAWebJS;
type Tell = (message: FromWorker) => void;

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Small and quiet: no calls of Chromium's own, no cache on disk, no shared memory that containers lack. */
const browserFlags = [
  '--disable-setuid-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  '--disk-cache-size=1',
];

/** Starts the browser on the page and tells of sign-in, readiness and everything that happens in chats. Resolves once the page is open. */
export async function openClient(options: WorkerOptions, tell: Tell): Promise<Serving> {
  const library = await loadLibrary(options.root);
  const userAgent = await userAgentOf(options.browser);
  const isRoot = process.getuid?.() === 0;
  try {
    return await open(library, options, { userAgent, sandbox: !isRoot }, tell);
  } catch (error) {
    // Containers often forbid what the sandbox is made of.
    if (isRoot || !/sandbox/i.test(String(error))) throw error;
    return open(library, options, { userAgent, sandbox: false }, tell);
  }
}

/** The library knows one address; another one stands in for it before the library reads it. */
async function loadLibrary(root: string): Promise<Library> {
  const constants = require('whatsapp-web.js/src/util/Constants') as { WhatsWebURL: string };
  constants.WhatsWebURL = `${root}/`;
  return require('whatsapp-web.js') as Library;
}

async function open(
  library: Library,
  { browser, profile, pairingNumber, knownSent }: WorkerOptions,
  { userAgent, sandbox }: { userAgent: string; sandbox: boolean },
  tell: Tell,
): Promise<Serving> {
  const client = new library.Client({
    authStrategy: new library.NoAuth(),
    webVersionCache: { type: 'none' },
    userAgent,
    // Another browser that was opened beside us must not end this one: it is taken back after a moment.
    takeoverOnConflict: true,
    takeoverTimeoutMs: 10_000,
    authTimeoutMs: 60_000,
    ...(pairingNumber !== null && { pairWithPhoneNumber: { phoneNumber: pairingNumber, showNotification: true, intervalMs: 180_000 } }),
    puppeteer: {
      executablePath: browser,
      userDataDir: profile,
      headless: true,
      // By pipe the browser ends when we do, however we end.
      pipe: true,
      protocolTimeout: 300_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [...browserFlags, ...(sandbox ? [] : ['--no-sandbox'])],
    },
  });
  const peers = createPeers(client);
  const chats = watchChats(client, peers, knownSent, tell);
  let isLoading = false;
  client.on('ready', () => {
    isLoading = false;
  });
  tellOfSignIn(client, tell);
  await client.initialize();
  // A page that was ready may load itself anew; the library gets it ready again.
  client.pupPage?.on('framenavigated', (frame) => {
    if (frame === client.pupPage?.mainFrame()) isLoading = true;
  });
  client.pupBrowser?.on('disconnected', () => tell({ type: 'failed', reason: 'the browser ended' }));
  client.pupPage?.on('error', (error) => tell({ type: 'failed', reason: `the page broke: ${error.message}` }));
  return { client, library, peers, chats, isLoading: () => isLoading };
}

function tellOfSignIn(client: WAWebJS.Client, tell: Tell): void {
  client.on('qr', (value: string) => tell({ type: 'qr', value }));
  client.on('code', (value: string) => tell({ type: 'code', value }));
  client.on('authenticated', () => tell({ type: 'authenticated' }));
  client.on('ready', () => {
    const { wid, pushname } = client.info;
    tell({ type: 'ready', account: { id: wid._serialized, ...(pushname && { name: pushname }) } });
  });
  client.on('change_state', (state: string) => tell({ type: 'state', state }));
  client.on('disconnected', (reason: string) => tell({ type: 'disconnected', reason }));
}

/** That of an ordinary Chrome of the same version: WhatsApp turns away browsers that are old or call themselves headless. */
async function userAgentOf(browser: string): Promise<string> {
  const { stdout } = await run(browser, ['--version']);
  const major = /(\d+)\.\d+\.\d+/.exec(stdout)?.[1] ?? '140';
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}
