/** WhatsApp's words of the codes the emulator refuses with. */
const titles: Readonly<Record<number, string>> = {
  0: 'AuthException',
  1: 'API Unknown',
  2: 'API Service',
  4: 'Application request limit reached',
  10: 'Application does not have permission for this action',
  33: 'Parameter value is not valid',
  100: 'Invalid parameter',
  190: 'Error validating access token: the session has expired',
  368: 'Temporarily blocked for policies violations',
  2200: 'Callback verification failed',
  80007: 'Rate limit issues',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131026: 'Message undeliverable',
  131030: 'Recipient phone number not in allowed list',
  131031: 'Account has been locked',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132015: 'Template is paused',
};

const statuses: Readonly<Record<number, number>> = { 0: 401, 190: 401, 4: 400, 2: 503, 10: 403, 80007: 400, 130429: 429, 131000: 500 };

/** A refusal of a call, as the Graph API answers it. */
export class GraphRefusal extends Error {
  readonly code: number;
  readonly status: number;
  readonly details: string | undefined;

  constructor(code: number, details?: string) {
    super(`(#${code}) ${titleOf(code)}`);
    this.name = 'GraphRefusal';
    this.code = code;
    this.status = statuses[code] ?? 400;
    this.details = details;
  }

  /** The answer's body. */
  toBody(): object {
    return {
      error: {
        message: this.message,
        type: this.code === 190 || this.code === 0 ? 'OAuthException' : 'GraphMethodException',
        code: this.code,
        ...(this.details !== undefined && { error_data: { messaging_product: 'whatsapp', details: this.details } }),
        fbtrace_id: 'AemulatedTrace',
      },
    };
  }
}

/** An error as statuses carry it. */
export function errorOf(code: number, details: string): { code: number; title: string; message: string; error_data: { details: string } } {
  return { code, title: titleOf(code), message: titleOf(code), error_data: { details } };
}

function titleOf(code: number): string {
  return titles[code] ?? 'Something went wrong';
}
