import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageTo, startTestNumber } from './number.fixture.ts';
import type { TestNumber } from './number.fixture.ts';

let stage: TestNumber;
beforeEach(async () => {
  stage = await startTestNumber();
});
afterEach(() => stage.stop());

const reservation = {
  name: 'reservation_confirmation',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  parameter_format: 'NAMED' as const,
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example/1'] } },
    {
      type: 'BODY',
      text: 'Your table for {{guests}} on {{day}}.',
      example: {
        body_text_named_params: [
          { param_name: 'guests', example: '4' },
          { param_name: 'day', example: 'Saturday' },
        ],
      },
    },
    { type: 'FOOTER', text: 'Lucky Shrub' },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: 'Change', url: 'https://shrub.example/{{1}}', example: ['https://shrub.example/x'] }],
    },
  ],
};
const shipped = {
  name: 'shipped',
  language: 'ru',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Заказ {{1}}', example: { header_text: ['77'] } },
    { type: 'BODY', text: '{{1}}, заказ будет {{2}}.', example: { body_text: [['Анна', 'завтра']] } },
  ],
};

describe('templates', () => {
  it('are listed with their blanks, each by a key of its own', async () => {
    stage.emulator.setTemplates(stage.number, [reservation, shipped]);
    expect(await stage.connection.listTemplates?.()).toEqual([
      {
        name: 'reservation_confirmation',
        language: 'en_US',
        category: 'utility',
        state: 'approved',
        body: 'Your table for {{guests}} on {{day}}.',
        footer: 'Lucky Shrub',
        buttons: ['Change'],
        blanks: [
          { key: 'header:image', in: 'header' },
          { key: 'guests', in: 'body', example: '4' },
          { key: 'day', in: 'body', example: 'Saturday' },
          { key: 'button.0.1', in: 'button', example: 'https://shrub.example/x' },
        ],
      },
      {
        name: 'shipped',
        language: 'ru',
        category: 'utility',
        state: 'approved',
        header: 'Заказ {{header.1}}',
        body: '{{1}}, заказ будет {{2}}.',
        buttons: [],
        blanks: [
          { key: 'header.1', in: 'header', example: '77' },
          { key: '1', in: 'body', example: 'Анна' },
          { key: '2', in: 'body', example: 'завтра' },
        ],
      },
    ]);
  });

  it('are listed to the last page, in every state, without one that can not be read', async () => {
    const many = Array.from({ length: 230 }, (_, at) => ({ ...shipped, name: `t${at}` }));
    const states = ['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL'].map((status) => ({ ...shipped, name: status, status }));
    stage.emulator.setTemplates(stage.number, [
      ...many,
      ...states,
      { ...shipped, components: [{ type: 'BODY', text: 'x', example: 'wrong' }] },
    ]);
    const listed = (await stage.connection.listTemplates?.()) ?? [];
    expect(listed).toHaveLength(235);
    expect(listed.slice(230).map(({ state }) => state)).toEqual(['waiting', 'refused', 'paused', 'refused', 'waiting']);
  });

  it('go out filled, when the window is closed as well', async () => {
    stage.emulator.setTemplates(stage.number, [reservation, shipped]);
    const cold = stage.emulator.createUser({ name: 'Cold' });
    const values = { '2': 'завтра', 'header.1': '77', '1': 'Анна' };
    await stage.connection.send(
      messageTo(cold, { text: 'Анна, заказ будет завтра.', template: { name: 'shipped', language: 'ru', values } }),
    );
    expect(stage.emulator.transcript(stage.number, cold)).toMatchObject([
      { type: 'template', template: { name: 'shipped', language: 'ru', values: ['77', 'Анна', 'завтра'] } },
    ]);
    const named = { 'header:image': 'https://shrub.example/a.png', guests: '4', day: 'Saturday', 'button.0.1': 'r/1' };
    await stage.connection.send(messageTo(cold, { template: { name: 'reservation_confirmation', language: 'en_US', values: named } }));
    expect(stage.emulator.requests.of('messages').at(-1)?.body).toMatchObject({
      template: {
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shrub.example/a.png' } }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'guests', text: '4' },
              { type: 'text', parameter_name: 'day', text: 'Saturday' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'r/1' }] },
        ],
      },
    });
  });

  it('that are not there, paused or filled wrongly are refused', async () => {
    stage.emulator.setTemplates(stage.number, [shipped, { ...shipped, name: 'resting', status: 'PAUSED' }]);
    const use = (name: string, values = {}) => stage.connection.send(messageTo(stage.ann, { template: { name, language: 'ru', values } }));
    await expect(use('nothing')).rejects.toMatchObject({ reason: 'invalid-content', detail: expect.stringContaining('132001') });
    await expect(use('resting')).rejects.toMatchObject({ reason: 'invalid-content', detail: expect.stringContaining('132015') });
    await expect(use('shipped', { '1': 'Анна' })).rejects.toMatchObject({
      reason: 'invalid-content',
      detail: expect.stringContaining('132000'),
    });
  });
});
