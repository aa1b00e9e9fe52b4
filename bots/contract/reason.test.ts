import { describe, expect, it } from 'vitest';
import { ChannelError } from './error.ts';
import { readReason, reasonCodes, sayWhy, valuesOf } from './reason.ts';

describe('a reason', () => {
  it('is told in English and by its code, with what the sentence is filled with', () => {
    expect(sayWhy('vk-no-files', { rights: 'photos, docs' })).toEqual({
      reason: "Files can't be sent: the token has no right to photos, docs",
      reasonCode: 'vk-no-files',
      reasonValues: { rights: 'photos, docs' },
    });
    expect(sayWhy('web-loading')).toEqual({ reason: 'Loading chats', reasonCode: 'web-loading', reasonValues: {} });
  });

  it.each(reasonCodes)('%s is read again after it was stored, without the values it does not have', (reasonCode) => {
    const reasonValues = Object.fromEntries(valuesOf(reasonCode).map((name) => [name, `$& {{${name}}}`]));
    const known = readReason({ reasonCode, ...(Object.keys(reasonValues).length > 0 && { reasonValues }) });
    expect(known).toMatchObject({ reasonCode, reasonValues });
    // Values are put in as they are, whatever signs they hold.
    for (const value of Object.values(reasonValues)) expect(known?.reason).toContain(value);
  });

  it('of an earlier version, of a later one, or without its values is none that is known', () => {
    expect(readReason({ reason: 'Loading chats' })).toBeNull();
    expect(readReason({ reason: 'Soon', reasonCode: 'of-tomorrow', reasonValues: {} })).toBeNull();
    expect(readReason({ reasonCode: 'toString', reasonValues: {} })).toBeNull();
    expect(readReason({ reasonCode: 'vk-no-files' })).toBeNull();
    expect(readReason(undefined)).toBeNull();
  });
});

describe('why a refusal stops a channel', () => {
  it("is the adapter's own reason where it gives one, which is the detail then", () => {
    const error = new ChannelError('auth-expired', { why: sayWhy('vk-no-messages') });
    expect(error).toMatchObject({ detail: 'The token has no right to messages', why: { reasonCode: 'vk-no-messages' } });
    expect(error.withProgress([])).toMatchObject({ why: { reasonCode: 'vk-no-messages' } });
    expect(error.about('accessToken')).toMatchObject({ setting: 'accessToken', why: { reasonCode: 'vk-no-messages' } });
  });

  it("is the provider's words, quoted, or what the refusal means where there are none", () => {
    expect(new ChannelError('auth-expired', { detail: 'Unauthorized' }).why).toEqual(sayWhy('provider-says', { words: 'Unauthorized' }));
    expect(new ChannelError('auth-expired').why).toEqual(sayWhy('not-taken'));
    expect(new ChannelError('rate-limited').why).toEqual(sayWhy('slow-down'));
    expect(new ChannelError('rate-limited').withProgress([])).toMatchObject({ detail: undefined, why: sayWhy('slow-down') });
  });
});
