import type { Sample } from './sample.ts';

const rate = 16_000;
const seconds = 3;

/** A voice message of three seconds: a hum that rises and falls, as 16-bit mono WAV. */
export function humVoice(): Sample {
  const count = rate * seconds;
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const write = (at: number, text: string): void => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  write(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, count * 2, true);
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const second = index / rate;
    phase += (2 * Math.PI * (170 + 60 * Math.sin(second * 3.1) + 25 * Math.sin(second * 11))) / rate;
    const loudness = Math.max(0, Math.sin(second * 7)) * Math.min(1, (seconds - second) * 4);
    view.setInt16(44 + index * 2, Math.sin(phase) * loudness * 9000, true);
  }
  return { kind: 'voice', name: 'voice.wav', blob: new Blob([view.buffer], { type: 'audio/wav' }) };
}
