import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../contract/channel.ts';
import { answerMetaHandshake, isSignedByMeta } from './meta-webhook.ts';

const ask = (query: RawRequest['query']): RawRequest => ({ method: 'GET', headers: {}, query, body: Buffer.alloc(0) });

describe("Meta's handshake", () => {
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'mine', 'hub.challenge': '1158201444' };

  it('is answered with the challenge as text', () => {
    expect(answerMetaHandshake(ask(good), 'mine')).toEqual({ status: 200, contentType: 'text/plain', body: '1158201444' });
  });

  it.each([
    ['another token', { ...good, 'hub.verify_token': 'yours' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
    ['a challenge that is a page', { ...good, 'hub.challenge': '<script>alert(1)</script>' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'mine' }],
    ['nothing', {}],
  ])('is refused with %s', (_, query) => {
    expect(answerMetaHandshake(ask(query), 'mine')).toMatchObject({ status: 403, body: 'Forbidden' });
  });

  it('is no business of a POST', () => {
    expect(answerMetaHandshake({ ...ask(good), method: 'POST' }, 'mine')).toBeNull();
  });
});

describe("Meta's signature", () => {
  const body = Buffer.from('{"text":"\\u043f\\u0440\\u0438\\u0432\\u0435\\u0442"}');
  const sign = (secret: string, bytes = body) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  const post = (headers: RawRequest['headers']): RawRequest => ({ method: 'POST', headers, query: {}, body });

  it('is known by any of the secrets, over the bytes as they came', () => {
    expect(isSignedByMeta(post({ 'x-hub-signature-256': sign('one') }), ['one', 'two'])).toBe(true);
    expect(isSignedByMeta(post({ 'x-hub-signature-256': sign('two') }), ['one', 'two'])).toBe(true);
    expect(isSignedByMeta(post({ 'x-hub-signature-256': sign('one', Buffer.from('{"text":"привет"}')) }), ['one'])).toBe(false);
  });

  it.each([
    ['none', {}],
    ['another secret', { 'x-hub-signature-256': sign('three') }],
    ['one that is too short', { 'x-hub-signature-256': 'sha256=ab' }],
    ['no scheme', { 'x-hub-signature-256': sign('one').slice(7) }],
    ['the old SHA-1', { 'x-hub-signature': `sha1=${createHmac('sha1', 'one').update(body).digest('hex')}` }],
  ])('is refused with %s', (_, headers) => {
    expect(isSignedByMeta(post(headers), ['one', 'two'])).toBe(false);
  });

  it('is never satisfied where no secret is set', () => {
    expect(isSignedByMeta(post({ 'x-hub-signature-256': sign('') }), [''])).toBe(false);
  });
});
