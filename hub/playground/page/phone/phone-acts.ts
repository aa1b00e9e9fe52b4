import type { Game } from '../app/game.ts';
import { pressKey } from '../message/bubble.ts';
import { writePdf } from '../samples/documents.ts';
import { drawPictures, drawSticker } from '../samples/pictures.ts';
import type { Sample } from '../samples/sample.ts';
import { humVoice } from '../samples/voice.ts';
import type { InlineResult } from '../world/acts.ts';
import type { Button, Message } from '../world/schema.ts';
import type { MenuItem } from './menu.ts';
import { chatKeyOf, placeKeyOf, placeOf, type PhoneState } from './phone-state.ts';
import { asSamples, pickFiles } from './pick-files.ts';
import type { Seat } from './seat.ts';

/** What a phone lets its acts use. */
export interface PhoneParts {
  game: Game;
  seat: Seat;
  state: PhoneState;
  redraw(): void;
  toast(text: string): void;
  /** Shows the newest messages, as messengers do when one writes. */
  goToEnd(): void;
}

const inlineDelayMs = 250;

/** Everything a finger can do on a phone. What fails is told in the phone. */
export function createPhoneActs(parts: PhoneParts) {
  const { game, seat, state, redraw, toast, goToEnd } = parts;
  const { acts, world } = game;
  const { userId } = seat;
  let inlineTimer = 0;

  const attempt = async (doing: Promise<unknown>): Promise<void> => {
    try {
      await doing;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  };
  const closeMenu = (): void => {
    state.menu = null;
    redraw();
  };

  function sendText(text: string): void {
    const place = placeOf(seat, state);
    state.drafts.delete(placeKeyOf(seat, state));
    Object.assign(state, { replyTo: null, inline: null });
    goToEnd();
    void attempt(acts.sendText(userId, place, text));
  }

  function submit(): void {
    const text = (state.drafts.get(placeKeyOf(seat, state)) ?? '').trim();
    if (text === '') return;
    if (state.editing === null) return sendText(text);
    const message = { chatKey: chatKeyOf(seat, state), messageId: state.editing };
    cancel();
    void attempt(acts.edit(userId, message, text));
  }

  function cancel(): void {
    if (state.editing !== null) state.drafts.delete(placeKeyOf(seat, state));
    Object.assign(state, { replyTo: null, editing: null });
    redraw();
  }

  async function sendSamples(groups: readonly (readonly Sample[])[]): Promise<void> {
    const place = placeOf(seat, state);
    const caption = (state.drafts.get(placeKeyOf(seat, state)) ?? '').trim();
    state.drafts.delete(placeKeyOf(seat, state));
    state.replyTo = null;
    goToEnd();
    for (const [index, group] of groups.entries()) await acts.sendFiles(userId, place, group, index === 0 ? caption : undefined);
  }

  const sample = (make: () => Promise<readonly Sample[]>) => (): void => {
    closeMenu();
    void attempt(make().then((samples) => sendSamples([samples])));
  };
  const pick = (accept: string, asDocuments: boolean) => (): void => {
    closeMenu();
    void attempt(pickFiles(accept).then((files) => sendSamples(asSamples(files, asDocuments))));
  };
  const plain = (send: () => Promise<unknown>) => (): void => {
    closeMenu();
    void attempt(send());
  };

  function type(text: string): void {
    state.drafts.set(placeKeyOf(seat, state), text);
    redraw();
    clearTimeout(inlineTimer);
    const asked = /^@(\w+)\s([\s\S]*)$/.exec(text);
    const bot = [...world.bots.values()].find(({ username, supportsInline }) => supportsInline && username === asked?.[1]);
    if (!bot) {
      state.inline = null;
      return;
    }
    const query = asked?.[2] ?? '';
    inlineTimer = window.setTimeout(() => void attempt(askInline(bot.id, query, text)), inlineDelayMs);
  }

  async function askInline(botId: number, query: string, text: string): Promise<void> {
    const { results } = await acts.askInline(userId, botId, query, state.screen.kind === 'bot' ? 'sender' : 'supergroup');
    if (state.drafts.get(placeKeyOf(seat, state)) !== text) return;
    state.inline = { botId, query, results };
    redraw();
  }

  function choose(result: InlineResult): void {
    const { inline } = state;
    if (!inline) return;
    const place = placeOf(seat, state);
    state.drafts.delete(placeKeyOf(seat, state));
    Object.assign(state, { inline: null, replyTo: null });
    goToEnd();
    void attempt(acts.choose(userId, place, inline.botId, result, inline.query));
  }

  async function pressData(message: Message, button: Button, data: string): Promise<void> {
    const key = pressKey(message, button);
    state.pressing.add(key);
    redraw();
    try {
      const { text, showAlert, url } = await acts.press(userId, message, data);
      if (text !== undefined && text !== '') {
        if (showAlert) state.alert = text;
        else toast(text);
      }
      if (url !== undefined) openLink(url);
    } finally {
      state.pressing.delete(key);
      redraw();
    }
  }

  function press(message: Message, button: Button): void {
    const inline = button.switch_inline_query_current_chat;
    if (button.callback_data !== undefined) return void attempt(pressData(message, button, button.callback_data));
    if (inline !== undefined) return type(`@${message.viaBot ?? world.bots.get(message.from.id)?.username ?? ''} ${inline}`);
    if (button.copy_text) return void attempt(navigator.clipboard.writeText(button.copy_text.text));
    if (button.url !== undefined) openLink(button.url);
  }

  function openLink(url: string): void {
    const [, username, payload] = /^https:\/\/t\.me\/(\w+)\?start=([\w-]+)$/.exec(url) ?? [];
    const bot = [...world.bots.values()].find((each) => each.username === username);
    if (bot) return void attempt(acts.start(userId, bot.id, payload));
    if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
  }

  const attachItems = (): MenuItem[] => [
    { words: game.words.photo, act: pick('image/*,video/*', false) },
    { words: game.words.fileWord + '…', act: pick('', true) },
    { words: game.words.samplePhoto, act: sample(() => drawPictures(1)) },
    { words: game.words.sampleAlbum, act: sample(() => drawPictures(4)) },
    { words: game.words.samplePdf, act: sample(async () => [writePdf()]) },
    { words: game.words.sampleVoice, act: sample(async () => [humVoice()]) },
    { words: game.words.sampleSticker, act: sample(async () => [await drawSticker()]) },
    { words: game.words.location, act: plain(() => acts.sendLocation(userId, placeOf(seat, state))) },
    { words: game.words.contact, act: plain(() => acts.sendContact(userId, placeOf(seat, state))) },
  ];

  return {
    attempt,
    closeMenu,
    sendText,
    submit,
    cancel,
    type,
    choose,
    press,
    openLink,
    attachItems,
    sendFiles: (files: readonly File[]) => void attempt(sendSamples(asSamples(files, false))),
    react: (message: Message, emoji: string) => {
      closeMenu();
      void attempt(acts.react(userId, message, emoji === '' ? [] : [emoji]));
    },
    start: () => void attempt(acts.start(userId, seat.botId)),
    block: () => void attempt(acts.block(userId, seat.botId)),
    unblock: () => void attempt(acts.unblock(userId, seat.botId)),
    remove: (messages: readonly Message[]) => void attempt(Promise.all(messages.map((message) => acts.remove(userId, message)))),
    createTopic: (name: string) => void attempt(acts.createTopic(userId, seat.groupKey ?? '', name)),
    changeTopic: (thread: number, how: 'close' | 'reopen' | 'delete') =>
      void attempt(acts.changeTopic(userId, seat.groupKey ?? '', thread, how)),
  };
}
