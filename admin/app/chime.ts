let audio: AudioContext | null = null;

/** Two short soft tones. Before the person has touched the page a browser plays nothing, which is as well. */
export function playChime(): void {
  audio ??= new AudioContext();
  const { currentTime } = audio;
  for (const [after, pitch] of [
    [0, 659],
    [0.12, 880],
  ] as const) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, currentTime + after);
    loudness.gain.linearRampToValueAtTime(0.08, currentTime + after + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, currentTime + after + 0.35);
    tone.connect(loudness).connect(audio.destination);
    tone.start(currentTime + after);
    tone.stop(currentTime + after + 0.4);
  }
}
