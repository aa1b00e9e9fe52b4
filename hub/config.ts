import { existsSync } from 'node:fs';
import { z } from 'zod';

const flag = z.stringbool();
const port = z.coerce.number().int().min(0).max(65_535);
const address = z.url().transform((url) => url.replace(/\/+$/, ''));
const seconds = z.coerce.number().int().positive();

/** Every setting from the environment: name, check, default, and the sentence that README and .env.example carry. */
const schema = z.object({
  PORT: port.default(3000).describe('Port of the hub'),
  HOST: z.string().min(1).default('0.0.0.0').describe('Address the hub listens on'),
  PUBLIC_URL: address.optional().describe('Public https address of the hub; needed for webhooks, not for long polling'),
  HUB_DATA_DIR: z.string().min(1).default('.data').describe('Folder for the local database, uploaded files and generated secrets'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional()
    .describe('MongoDB 6+ or DocumentDB; without it the hub starts a local database'),
  LOCAL_DATABASE_CACHE: z
    .string()
    .min(1)
    .optional()
    .describe('Folder where the local database server is kept once fetched; by default under the user cache folder'),
  HUB_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Key material for stored secrets, newest first, comma-separated; generated in HUB_DATA_DIR when absent'),
  HUB_CONSOLE_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'must be a bot token from @BotFather')
    .optional()
    .describe("Bot token that fills the first workspace's console"),
  TELEGRAM_API_ROOT: address.default('https://api.telegram.org').describe('Root of the Telegram Bot API'),
  WHATSAPP_API_ROOT: address.default('https://graph.facebook.com').describe('Root of the WhatsApp Cloud API'),
  INSTAGRAM_API_ROOT: address.optional().describe('Root of the Instagram API; by default as the login kind needs'),
  INSTAGRAM_APP_ROOT: address.default('https://i.instagram.com').describe("Root of the API that Instagram's own app uses"),
  VK_API_ROOT: address.default('https://api.vk.ru').describe('Root of the VK API'),
  WHATSAPP_WEB_ROOT: address.default('https://web.whatsapp.com').describe('Where the page of WhatsApp Web is'),
  CHROME_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Chromium or Chrome for channels that drive a web page, such as WhatsApp Web; by default the one on the PATH'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info').describe('How much is logged'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0).describe('Number of reverse proxies in front of the hub'),
  GEOIP_FILE: z
    .string()
    .refine(existsSync, 'names no file')
    .optional()
    .describe('A local GeoIP database (.mmdb) that tells where visitors are; without it their country and city stay unknown'),
  PAGE_VISIT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('Days for which the pages that visitors looked at are kept'),
  FILE_LIMIT_MB: z.coerce.number().int().min(1).max(2000).default(100).describe('Largest uploaded or fetched file, in megabytes'),
  SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30).describe('Days until a login ends by itself'),
  SESSION_IDLE_DAYS: z.coerce.number().int().min(1).max(365).default(14).describe('Days without use until a login ends by itself'),
  WORKSPACE_CREATION: z
    .enum(['owners', 'nobody'])
    .default('owners')
    .describe('Who makes further workspaces in the web admin: owners of any, or nobody (the command line always can)'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' })
    .optional()
    .describe('Mail server, such as smtps://user:password@mail.example.com; without it no mail is sent and links are handed on by hand'),
  MAIL_FROM: z.string().min(3).max(300).optional().describe('Sender of mails, such as Support <support@example.com>; needed with SMTP_URL'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token for /metrics from other machines; without it only loopback may read them'),
  OUTBOUND_LEASE_SECONDS: seconds.default(15).describe('Seconds after which the outgoing work of a hub that died is taken over'),
  LEASE_SECONDS: seconds.default(15).describe('Seconds after which the polling of a hub that died is taken over'),
  PUSH_ALLOW_PRIVATE: flag
    .default(false)
    .describe('Lets pushes go to push services on private addresses, and over http on this machine; for tests and closed networks'),
  CRASH_POINT: z.string().optional().describe('For fault tests only: the named step at which the process kills itself'),
  PLAYGROUND: flag.default(false).describe('Set by npm run playground: relaxes what only real providers need'),
});

/** The environment as it is, for child processes and for loadConfig; nothing outside this file reads `process.env`. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

/** The parsed configuration; nothing else reads the environment. */
export type Config = Readonly<z.infer<typeof schema>>;

/** All variables with their sentences and defaults, for .env.example, the README's table and the tests that keep them equal. */
export const configVariables = Object.entries(schema.shape).map(([name, field]) => ({
  name,
  description: field.description ?? '',
  default: defaultOf(field),
}));

/** Thrown with every problem of the environment at once, a line each. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

/** Reads the environment; an empty variable counts as absent. Throws ConfigError. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([name, value]) => name in schema.shape && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  if (parsed.data.SMTP_URL !== undefined && parsed.data.MAIL_FROM === undefined) throw new ConfigError(['MAIL_FROM: needed with SMTP_URL']);
  return Object.freeze(parsed.data);
}

/** Where a provider's API is, by the provider's name; empty when the environment names none. */
export function apiRootOf(config: Config, provider: string): string {
  const roots: Record<string, string | undefined> = {
    telegram: config.TELEGRAM_API_ROOT,
    whatsapp: config.WHATSAPP_API_ROOT,
    instagram: config.INSTAGRAM_API_ROOT,
    'instagram-private': config.INSTAGRAM_APP_ROOT,
    vk: config.VK_API_ROOT,
    'whatsapp-web': config.WHATSAPP_WEB_ROOT,
  };
  return roots[provider] ?? '';
}

function defaultOf(field: z.ZodType): string {
  const { data } = field.safeParse(undefined);
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? String(data) : '';
}
