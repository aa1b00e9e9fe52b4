import { findFile } from '../world/files.ts';
import type { BusinessNumber, StoredFile, World } from '../world/state.ts';
import { listOf, numberOf, objectOf, textOf } from '../wire.ts';
import type { WireObject } from '../wire.ts';
import { GraphRefusal } from './refusal.ts';

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker'];
const mebibyte = 1024 * 1024;
const largest: Readonly<Record<string, number>> = {
  image: 5 * mebibyte,
  video: 16 * mebibyte,
  audio: 16 * mebibyte,
  document: 100 * mebibyte,
  sticker: 500 * 1024,
};

/** Refuses a message that WhatsApp would refuse; gives the file it carries. */
export function checkMessage(world: World, number: BusinessNumber, body: WireObject): StoredFile | undefined {
  if (textOf(body, 'messaging_product') !== 'whatsapp') throw missing('messaging_product');
  const type = textOf(body, 'type') ?? 'text';
  const content = objectOf(body, type);
  if (Object.keys(content).length === 0) throw missing(type);
  if (mediaTypes.includes(type)) return checkMedia(world, type, content);
  if (type === 'text') atMost(required(content, 'body'), 4096, 'text.body');
  else if (type === 'interactive') checkInteractive(content);
  else if (type === 'template') checkTemplate(number, content);
  else if (type === 'reaction') required(content, 'message_id');
  else if (type === 'location') checkPlace(content);
  else if (type !== 'contacts') throw new GraphRefusal(131051, `Message type ${type} is not supported`);
  return undefined;
}

function checkMedia(world: World, type: string, content: WireObject): StoredFile | undefined {
  const id = textOf(content, 'id');
  if (id === undefined) {
    required(content, 'link');
    return undefined;
  }
  const file = findFile(world, id, 'out');
  if (!file) throw new GraphRefusal(131009, `Media id ${id} is not known`);
  if (file.bytes.length > (largest[type] ?? 0)) throw new GraphRefusal(131053, `The ${type} is too large`);
  const caption = textOf(content, 'caption');
  if (caption !== undefined && (type === 'audio' || type === 'sticker')) throw new GraphRefusal(100, `Unexpected key "caption" on ${type}`);
  atMost(caption ?? '', 1024, `${type}.caption`);
  return file;
}

function checkPlace(content: WireObject): void {
  if (numberOf(content, 'latitude') === undefined || numberOf(content, 'longitude') === undefined) throw missing('location');
}

function checkInteractive(content: WireObject): void {
  const type = textOf(content, 'type');
  const body = required(objectOf(content, 'body'), 'text');
  atMost(body, 1024, 'interactive.body.text');
  const action = objectOf(content, 'action');
  if (type === 'button') return checkButtons(listOf(action, 'buttons'));
  if (type === 'list') return checkRows(action);
  if (type !== 'cta_url') throw new GraphRefusal(131009, `Interactive type ${type} is not valid`);
  const parameters = objectOf(action, 'parameters');
  atMost(required(parameters, 'display_text'), 20, 'display_text');
  if (!/^https?:\/\//.test(required(parameters, 'url'))) throw new GraphRefusal(131009, 'url is not valid');
}

function checkButtons(buttons: unknown[]): void {
  if (buttons.length < 1 || buttons.length > 3) throw new GraphRefusal(131009, 'Buttons count must be between 1 and 3');
  const replies = buttons.map((button) => objectOf(button, 'reply'));
  for (const reply of replies) {
    atMost(required(reply, 'id'), 256, 'button id');
    atMost(required(reply, 'title'), 20, 'button title');
  }
  different(replies);
}

function checkRows(action: WireObject): void {
  atMost(required(action, 'button'), 20, 'list button');
  const rows = listOf(action, 'sections').flatMap((section) => listOf(section, 'rows'));
  if (rows.length < 1 || rows.length > 10) throw new GraphRefusal(131009, 'Total row count exceed max allowed count: 10');
  for (const row of rows) {
    atMost(required(row, 'id'), 200, 'row id');
    atMost(required(row, 'title'), 24, 'row title');
    atMost(textOf(row, 'description') ?? '', 72, 'row description');
  }
  different(rows);
}

function different(replies: unknown[]): void {
  for (const name of ['id', 'title']) {
    const values = replies.map((reply) => textOf(reply, name));
    if (new Set(values).size !== values.length) throw new GraphRefusal(131009, `Duplicated ${name}`);
  }
}

function checkTemplate(number: BusinessNumber, content: WireObject): void {
  const name = required(content, 'name');
  const language = required(objectOf(content, 'language'), 'code');
  const found = number.templates.find((one) => one.name === name && one.language === language);
  if (!found) throw new GraphRefusal(132001, `template name (${name}) does not exist in ${language}`);
  if (found.status === 'PAUSED') throw new GraphRefusal(132015, `template ${name} is paused`);
  if (found.status !== 'APPROVED') throw new GraphRefusal(132001, `template ${name} is not approved`);
  const given = listOf(content, 'components');
  for (const type of ['header', 'body']) {
    const wanted = blanksOf(found.components.find((one) => textOf(one, 'type')?.toLowerCase() === type));
    const filled = listOf(
      given.find((one) => textOf(one, 'type') === type),
      'parameters',
    );
    if (wanted !== filled.length)
      throw new GraphRefusal(
        132000,
        `${type}: number of localizable_params (${filled.length}) does not match the expected number of params (${wanted})`,
      );
  }
}

function blanksOf(component: WireObject | undefined): number {
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(textOf(component, 'format') ?? '')) return 1;
  return new Set((textOf(component, 'text') ?? '').match(/\{\{[^}]+\}\}/g)).size;
}

function required(content: unknown, name: string): string {
  const value = textOf(content, name);
  if (!value) throw missing(name);
  return value;
}

function atMost(text: string, length: number, name: string): void {
  if (text.length > length) throw new GraphRefusal(131009, `Param ${name} must be at most ${length} characters long.`);
}

function missing(name: string): GraphRefusal {
  return new GraphRefusal(131008, `Required parameter ${name} is missing`);
}
