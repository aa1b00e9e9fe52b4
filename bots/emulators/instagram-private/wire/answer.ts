/** What a call is answered with. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string | string[]>;
}

/** A call that was carried out. */
export function ok(body: object = {}, headers: Answer['headers'] = {}): Answer {
  return { status: 200, body: { ...body, status: 'ok' }, headers };
}

/** A refusal, in the words Instagram has for it. */
export function fail(status: number, body: object): Answer {
  return { status, body: { ...body, status: 'fail' } };
}

/** Refusals that more than one call may get. */
export const refusals = {
  loginRequired: () => fail(403, { message: 'login_required', error_title: "You've Been Logged Out", logout_reason: 2 }),
  tooMany: () => fail(429, { message: 'Please wait a few minutes before you try again.' }),
  feedback: () =>
    fail(400, {
      message: 'feedback_required',
      spam: true,
      feedback_title: 'Try Again Later',
      feedback_message: 'We limit how often you can do certain things on Instagram.',
    }),
  disabled: () => fail(400, { message: 'Your account has been disabled for violating our terms.', error_type: 'inactive user' }),
  oldVersion: () => fail(400, { message: 'checkpoint_required', checkpoint_url: '/web/unsupported_version/', lock: false }),
  notFound: () => fail(404, { message: 'Not found' }),
  invalid: (message: string) => fail(400, { message }),
};
