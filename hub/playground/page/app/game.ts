import { playgroundSession, playgroundState, type PlaygroundSession, type PlaygroundState } from '../../session.ts';
import { en, type Words } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { createActs, type Acts } from '../world/acts.ts';
import { connectWorld } from '../world/connect.ts';
import { emptyWorld, type World } from '../world/world.ts';
import { applyTheme, keepSettings, readSettings, type Settings } from './settings.ts';

/** Everything the page's parts share; who listens hears of every change. */
export interface Game {
  readonly session: PlaygroundSession;
  readonly world: World;
  readonly acts: Acts;
  /** What the playground's server said last; null while it is out of reach. */
  state: PlaygroundState | null;
  settings: Settings;
  words: Words;
  listeners: Set<() => void>;
  changed(): void;
  choose(settings: Settings): void;
  /** Kills, stops or starts the hub; rejects with the reason when that fails. */
  commandHub(command: 'kill' | 'stop' | 'start'): Promise<void>;
}

const pollMs = 800;

/** Fetches the session and keeps everything up to date from then on. */
export async function startGame(): Promise<Game> {
  const session = playgroundSession.parse(await (await fetch('/playground/session')).json());
  const world = emptyWorld();
  const settings = readSettings();
  let isScheduled = false;
  const game: Game = {
    session,
    world,
    acts: createActs(session.emulatorUrl),
    state: null,
    settings,
    words: wordsFor(settings),
    listeners: new Set(),
    changed() {
      if (isScheduled) return;
      isScheduled = true;
      queueMicrotask(() => {
        isScheduled = false;
        for (const listener of game.listeners) listener();
      });
    },
    choose(chosen) {
      game.settings = chosen;
      game.words = wordsFor(chosen);
      applyTheme(chosen);
      keepSettings(chosen);
      game.changed();
    },
    async commandHub(command) {
      if (game.state && command === 'start') game.state = { ...game.state, hub: 'starting' };
      game.changed();
      const response = await fetch(`/playground/hub/${command}`, { method: 'POST' });
      if (!response.ok) throw new Error(await response.text());
    },
  };
  applyTheme(settings);
  connectWorld(world, session.emulatorUrl, game.changed);
  void poll(game);
  return game;
}

async function poll(game: Game): Promise<void> {
  try {
    game.state = playgroundState.parse(await (await fetch('/playground/state')).json());
  } catch {
    game.state = null; // the page says that the playground is out of reach
  }
  game.changed();
  setTimeout(() => void poll(game), pollMs);
}

function wordsFor({ language }: Settings): Words {
  const chosen = language ?? (navigator.language.startsWith('ru') ? 'ru' : 'en');
  document.documentElement.lang = chosen;
  return chosen === 'ru' ? ru : en;
}

/** A sentence with its `{{name}}` places filled. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
