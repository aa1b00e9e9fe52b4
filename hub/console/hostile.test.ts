import { expect, test } from 'vitest';
import { hostileNames, hostileTexts } from '../test/hostile/texts.fixture.ts';
import { useHub } from '../test/start-hub.ts';
import { sendVisitorMessage } from '../api/widget/calls.ts';
import { visit } from '../realtime/widget/visitor.fixture.ts';
import { openConsole, type ConsoleWorld } from './console.fixture.ts';

const hub = useHub();
const last = 'the last of them';
/** A few to a message: an agent's chat takes one a second. */
const texts = chunksOf(
  hostileTexts.filter((text) => text.length < 500 && text.trim() !== ''),
  8,
);

test.each(['Telegram', 'the site'])(
  'hostile texts from %s reach an agent in Telegram as the same words, nothing in them parsed',
  async (from) => {
    const world = await openConsole(hub());
    const ann = await world.link('Ann');
    const say = await speakerOf(world, from);

    await say('Hello');
    await ann.press(await ann.waitForButton('Take'), 'Take');
    for (const text of [...texts, last]) await say(text);
    await ann.waitForText(last);

    const seen = ann.sees().filter((message) => message.from.isBot);
    const found = texts.map((text) => seen.find((message) => message.text?.includes(text.trim())));
    expect(texts.filter((_, at) => !found[at])).toEqual([]);
    // Entities are ours, around the words: none begins within them, but for what Telegram itself finds in any text.
    const within = found.flatMap((message, at) => {
      const begin = message?.text?.indexOf(texts[at]?.trim() ?? '') ?? -1;
      return (message?.entities ?? []).filter(({ offset, type }) => offset >= begin && !byItself.has(type));
    });
    expect(within).toEqual([]);
  },
  120_000,
);

/** What Telegram marks in a text nobody marked. */
const byItself = new Set(['url', 'mention', 'hashtag', 'cashtag', 'bot_command', 'email', 'phone_number']);

async function speakerOf(world: ConsoleWorld, from: string): Promise<(text: string) => Promise<unknown>> {
  const name = hostileNames[0]?.slice(0, 60) ?? '';
  if (from === 'Telegram') {
    const customer = hub().telegram.createUser({ firstName: name });
    return (text) => Promise.resolve(customer.sendText(world.customers, text));
  }
  const visitor = await visit({ url: hub().url, client: world.client }, { profile: { name } });
  let at = 0;
  return (text) => visitor.call(sendVisitorMessage, { body: { clientId: `hostile-${(at += 1)}`, text } });
}

function chunksOf(all: readonly string[], size: number): string[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size).join('\n'));
}
