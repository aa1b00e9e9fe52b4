import { describe, expect, it } from 'vitest';
import type { ChannelAbilities } from './abilities.ts';
import { findFileProblem, fitText, kindOfFile, mostFiles } from './limits.ts';

const abilities: ChannelAbilities = {
  attachments: { image: { maxOutBytes: 100, formats: null }, document: { maxOutBytes: 1000, formats: null } },
  textLength: 1000,
  textBytes: null,
  edit: true,
  replyTo: true,
  buttons: null,
  windowHours: null,
  templates: false,
};

describe('a file for a channel', () => {
  it('passes within the limit of its kind', () => {
    expect(findFileProblem({ type: 'image/png', size: 100 }, { abilities, count: 0 })).toBeNull();
    expect(findFileProblem({ type: 'application/pdf', size: 1000 }, { abilities, count: 9 })).toBeNull();
  });

  it('is held back when it is too large, too many or empty', () => {
    expect(findFileProblem({ type: 'image/png', size: 101 }, { abilities, count: 0 })).toEqual({ reason: 'size', limit: 100 });
    expect(findFileProblem({ type: 'image/png', size: 1 }, { abilities, count: mostFiles })).toEqual({ reason: 'many', limit: mostFiles });
    expect(findFileProblem({ type: 'image/png', size: 0 }, { abilities, count: 0 })?.reason).toBe('empty');
  });

  it('goes as a document where its kind is not known, and not at all where there are none', () => {
    expect(findFileProblem({ type: 'video/mp4', size: 999 }, { abilities, count: 0 })).toBeNull();
    const onlyImages = { ...abilities, attachments: { image: { maxOutBytes: 100, formats: null } } };
    expect(findFileProblem({ type: 'video/mp4', size: 1 }, { abilities: onlyImages, count: 0 })?.reason).toBe('kind');
  });

  it('is held back in a format that is not taken, with those that are; one the browser does not know goes to the hub', () => {
    const formats = ['image/jpeg'];
    const only = { ...abilities, attachments: { image: { maxOutBytes: 100, formats }, document: { maxOutBytes: 100, formats } } };
    expect(findFileProblem({ type: 'image/webp', size: 1 }, { abilities: only, count: 0 })).toEqual({
      reason: 'format',
      limit: 0,
      formats,
    });
    expect(findFileProblem({ type: 'image/jpeg', size: 1 }, { abilities: only, count: 0 })).toBeNull();
    expect(findFileProblem({ type: '', size: 1 }, { abilities: only, count: 0 })).toBeNull();
  });

  it('is free of the channel’s limits in a note', () => {
    expect(findFileProblem({ type: 'image/png', size: 1_000_000 }, { abilities: null, count: 0 })).toBeNull();
  });

  it('has the kind the hub gives it', () => {
    expect(['image/png', 'image/gif', 'audio/ogg', 'audio/mpeg', 'video/mp4', ''].map(kindOfFile)).toEqual([
      'image',
      'document',
      'voice',
      'audio',
      'video',
      'document',
    ]);
  });
});

describe('a text for a channel', () => {
  it('is counted only near its limit', () => {
    expect(fitText(849, 1000).isNear).toBe(false);
    expect(fitText(850, 1000).isNear).toBe(true);
  });

  it('says how many messages a longer one becomes', () => {
    expect([0, 1000, 1001, 2001].map((length) => fitText(length, 1000).parts)).toEqual([1, 1, 2, 3]);
  });
});
