import { html, type TemplateResult } from 'lit';
import type { Game } from '../app/game.ts';
import { icons } from '../app/icons.ts';
import type { Media } from '../world/schema.ts';

/** One sound plays at a time, as in a messenger. */
const player = { key: '', audio: null as HTMLAudioElement | null };
const bars = 26;

/** A voice or audio message: a button, bars and its length. */
export function voicePlayer(game: Game, media: Media): TemplateResult {
  const isPlaying = player.key === media.key;
  const seconds = Number(media.details['duration'] ?? 0);
  return html`<div class="voice">
    <button
      type="button"
      class="voice-button"
      aria-label=${`${isPlaying ? game.words.pause : game.words.play}: ${game.words.voice}`}
      @click=${() => toggle(game, media.key)}
    >
      ${isPlaying ? icons.pause : icons.play}
    </button>
    <span class="bars ${isPlaying ? 'playing' : ''}" aria-hidden="true">
      ${Array.from({ length: bars }, (_, index) => html`<i style="height: ${heightOf(media.key, index)}%"></i>`)}
    </span>
    <span class="voice-length">0:${String(seconds).padStart(2, '0')}</span>
  </div>`;
}

function toggle(game: Game, key: string): void {
  const wasPlaying = player.key === key;
  player.audio?.pause();
  player.key = '';
  if (!wasPlaying) {
    const audio = new Audio(game.acts.fileUrl(key));
    Object.assign(player, { key, audio });
    const end = (): void => {
      if (player.audio === audio) player.key = '';
      game.changed();
    };
    audio.addEventListener('ended', end);
    audio.play().catch(end);
  }
  game.changed();
}

/** The same bars for the same file. */
function heightOf(key: string, index: number): number {
  const seed = [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return 25 + 75 * Math.abs(Math.sin((index + 1) * 1.7 + seed) * Math.cos(index * 0.6));
}
