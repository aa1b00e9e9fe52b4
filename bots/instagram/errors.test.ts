import { expect, it } from 'vitest';
import { toChannelError } from './errors.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  toChannelError({ status, headers: new Headers(headers), text: typeof body === 'string' ? body : JSON.stringify(body) }, ['IGAAsecret']);
const refused = (code: number, subcode?: number, message = 'Some words', status = 400) =>
  answer(status, {
    error: { message, type: 'OAuthException', code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: 'A1' },
  });

it.each([
  ['window-closed', refused(10, 2534022)],
  ['window-closed', refused(10, 2018278)],
  ['window-closed', refused(100, undefined, '(#100) This message is sent outside of the allowed window.')],
  ['window-closed', refused(10, undefined, "(#10) To use 'Human Agent', your use of this endpoint must be reviewed")],
  ['blocked', refused(551, 1545041)],
  ['recipient-unknown', refused(100, 2534014)],
  ['recipient-unknown', refused(100, 2018001)],
  ['recipient-unknown', refused(100, 2534001)],
  ['auth-expired', refused(190, 463, 'Session has expired', 401)],
  ['auth-expired', refused(10)],
  ['auth-expired', refused(200)],
  ['auth-expired', refused(230)],
  ['rate-limited', refused(4)],
  ['rate-limited', refused(613)],
  ['rate-limited', refused(1, undefined, 'x', 429)],
  ['rate-limited', refused(100, 2534013)],
  ['account-restricted', refused(368)],
  ['media', refused(100, 2018047)],
  ['media', refused(100, undefined, '(#100) Upload attachment failure.')],
  ['invalid-content', refused(100, undefined, '(#100) Length of param message[text] must be less than or equal to 1000')],
  ['transient', refused(2, 1545133)],
  ['transient', refused(1, undefined, 'x', 500)],
  ['transient', refused(9999, undefined, 'x', 503)],
  ['transient', answer(502, '<html>Bad Gateway</html>')],
  ['auth-expired', answer(401, '')],
  ['invalid-content', answer(400, '[]')],
])('is read as %s', (reason, error) => {
  expect(error.reason).toBe(reason);
});

it("has Instagram's words, the ones for people first, and how long to wait", () => {
  expect(refused(100).detail).toBe('Some words');
  expect(answer(400, { error: { message: 'x', code: 1, error_user_msg: 'Try later' } }).detail).toBe('Try later');
  expect(answer(502, '<html>').detail).toBe('Instagram answered 502');
  expect(answer(429, '', { 'retry-after': '7' })).toMatchObject({ reason: 'rate-limited', retryAfterMs: 7000 });
});

it('repeats no secret, wherever Instagram does', () => {
  expect(refused(190, undefined, 'Malformed access token IGAAsecret').detail).toBe('Malformed access token [secret]');
});
