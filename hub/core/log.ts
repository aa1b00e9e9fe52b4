import { pino, type DestinationStream, type Logger } from 'pino';

/** Names whose values never reach a log, at any of the depths our objects have. */
const secretNames = [
  'password',
  'token',
  'botToken',
  'accessToken',
  'appSecret',
  'verifyToken',
  'secret',
  'webhookSecret',
  'cookie',
  'authorization',
];

/** The hub's log: JSON lines (readable in a terminal through `pino-pretty` when the owner pipes it there), secrets censored by name and by shape. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
      censor: '[secret]',
    },
    serializers: { err: withoutSecrets },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: null,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An error as it may be logged: a bot token is part of Telegram's addresses and so of many libraries' messages. */
function withoutSecrets(error: Error): object {
  const plain = pino.stdSerializers.err(error);
  return { ...plain, message: censor(plain.message), stack: censor(plain.stack) };
}

/** Takes what looks like a Telegram bot token out of a text. */
export function censor(text: string): string {
  return text.replace(/\d{3,}:[\w-]{20,}/g, '[token]');
}
