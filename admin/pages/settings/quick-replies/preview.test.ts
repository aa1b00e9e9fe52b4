import { expect, test } from 'vitest';
import { renderQuickReply } from '../../../../hub/domain/quick-reply/render.ts';
import { previewOf } from './preview.ts';

const values = { 'contact.firstName': 'Anna', 'agent.name': '' };

test('a placeholder shows its sample, one without a value what stands for it, and an unknown one is told apart', () => {
  expect(previewOf('Hi {{contact.firstName}}, {{agent.name|your team}} about {{order.id}}.', values)).toEqual([
    { kind: 'text', text: 'Hi ' },
    { kind: 'value', text: 'Anna' },
    { kind: 'text', text: ', ' },
    { kind: 'value', text: 'your team' },
    { kind: 'text', text: ' about ' },
    { kind: 'unknown', text: '{{order.id}}' },
    { kind: 'text', text: '.' },
  ]);
});

test.each(['plain', '{{ contact.firstName }}!', '{{agent.name| there }}', '{{nobody}} {{', 'a {{contact.firstName|b}}{{agent.name}} c'])(
  'reads as the hub will fill it: %s',
  (text) => {
    expect(
      previewOf(text, values)
        .map((stretch) => stretch.text)
        .join(''),
    ).toBe(renderQuickReply({ text }, values));
  },
);
