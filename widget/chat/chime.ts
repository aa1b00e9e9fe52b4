/** Plays two soft tones; of several tabs one plays them. Silent where the browser wants a click first. */
export async function chime(messageId: string): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return play();
  await locks.request(`hub:chime:${messageId}`, { ifAvailable: true }, (lock) => (lock ? play() : undefined));
}

async function play(): Promise<void> {
  const context = new AudioContext();
  const tone = (hertz: number, at: number) => {
    const oscillator = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    oscillator.connect(volume).connect(context.destination);
    volume.gain.setTargetAtTime(0.08, context.currentTime + at, 0.01);
    volume.gain.setTargetAtTime(0, context.currentTime + at + 0.09, 0.08);
    oscillator.start(context.currentTime + at);
    oscillator.stop(context.currentTime + at + 0.6);
  };
  tone(659, 0);
  tone(880, 0.12);
  // So long the lock is held: the other tabs have heard of the message by then.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await context.close();
}
