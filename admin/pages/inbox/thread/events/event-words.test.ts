import { expect, test } from 'vitest';
import english from '../../../../../hub/locales/en/admin/thread.json';
import russian from '../../../../../hub/locales/ru/admin/thread.json';
import { timelineEventType, type TimelineEventType } from '../../../../../hub/api/customers/messages.ts';
import { describeEvent } from './event-words.ts';

const names = {
  agent: (id: string) => ({ a1: 'Ada', b1: 'Boris' })[id] ?? id,
  department: () => 'Support',
  moment: (at: string) => `at ${at}`,
  priority: (name: string) => name,
};
const ada = { type: 'agent' as const, id: 'a1', name: 'Ada' };
const hub = { type: 'system' as const, id: null, name: 'Hubbub' };
const anna = { type: 'contact' as const, id: 'c1', name: 'Anna' };

function say(type: TimelineEventType, data: Record<string, unknown>, author: typeof ada | typeof hub | typeof anna = ada): string {
  const { key, values } = describeEvent({ event: { type, data }, author }, names);
  const words = new Map(Object.entries(english)).get(key.replace('thread:', ''));
  return (words ?? `no words for ${key}`).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '?');
}

test('says who has it now and how that came', () => {
  const to = (toAgentId: string | null, fromAgentId: string | null = null, more: Record<string, unknown> = {}) => ({
    fromAgentId,
    toAgentId,
    departmentId: null,
    ...more,
  });
  expect(say('assigned', to('b1'))).toBe('Ada assigned it to Boris');
  expect(say('assigned', to('a1'))).toBe('Ada took it');
  expect(say('assigned', to('a1', 'b1'))).toBe('Ada took it over from Boris');
  expect(say('assigned', to(null, 'b1'))).toBe('Ada put it back into the queue');
  expect(say('assigned', to(null, 'b1', { departmentId: 'd1' }))).toBe('Ada put it into the queue of Support');
  expect(say('assigned', to(null, null, { departmentId: 'd1' }))).toBe('Ada moved it to Support');
  expect(say('assigned', to('b1', 'b1'))).toBe('Ada took it out of its department');
  expect(say('assigned', to('b1', null, { by: 'round-robin', departmentId: 'd1' }), hub)).toBe('Handed out to Boris in turn');
  expect(say('assigned', to('b1', null, { by: 'least-busy' }), hub)).toBe('Handed out to Boris, who had the least to do');
  expect(say('assigned', to(null, 'b1', { by: 'away' }), hub)).toBe('Boris is away: back into the queue');
  expect(say('assigned', to('a1', null, { by: 'reply' }))).toBe('Ada took it by answering');
});

test('says until when it sleeps and what woke it', () => {
  expect(say('snoozed', { until: 'noon' })).toBe('Ada snoozed it until at noon');
  expect(say('snoozed', { until: null })).toBe('Ada snoozed it until the customer writes');
  expect(say('woken', { cause: 'time' }, hub)).toBe('The snooze is over');
  expect(say('woken', { cause: 'message' }, anna)).toBe('The customer wrote: no longer snoozed');
});

test('tells the customer from the team', () => {
  expect(say('reopened', { cause: 'message' }, anna)).toBe('The customer wrote: open again');
  expect(say('reopened', { cause: 'agent' })).toBe('Ada reopened it');
  expect(say('closed', {}, hub)).toBe('Closed automatically');
  expect(say('blocked', {}, anna)).toBe('The customer blocked us');
  expect(say('blocked', {})).toBe('Ada blocked the customer');
});

test('names tags, priorities and merged contacts', () => {
  expect(say('tagged', { added: ['vip', 'api'], removed: [] })).toBe('Ada added vip, api');
  expect(say('tagged', { added: ['vip'], removed: ['api'] })).toBe('Ada added vip and removed api');
  expect(say('prioritised', { before: 'normal', after: 'high' })).toBe('Ada set the priority to high');
  expect(say('merged', { from: { name: 'Guest' }, to: { name: 'Anna' }, isUndone: false })).toBe('Ada merged Guest into Anna');
});

test('quotes what the customer thought of it', () => {
  expect(say('rated', { score: 5, comment: '' }, anna)).toBe('The customer rated it 5 of 5');
  expect(say('rated', { score: 4, comment: 'quick, thanks' }, anna)).toBe('The customer rated it 4 of 5: “quick, thanks”');
});

test('has words for every type in both languages', () => {
  for (const type of timelineEventType.options) expect(say(type, {}), type).not.toMatch(/no words/);
  expect(new Set(Object.keys(russian).map(stem))).toEqual(new Set(Object.keys(english).map(stem)));
});

const stem = (key: string) => key.replace(/_(one|few|many|other)$/, '');
