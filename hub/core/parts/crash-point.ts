/** Names a step of the way in or out. Does nothing, except in a fault test that asked for the process to die right there. */
export type Step = (name: string) => void;

/**
 * Reads `CRASH_POINT`: a step's name, or `name:n` for its nth time. At that step the process kills itself with SIGKILL,
 * which no handler can soften: what a power cut or the kernel's memory killer would do.
 */
export function createStep(crashPoint: string | undefined): Step {
  if (!crashPoint) return () => undefined;
  const [target = '', count = '1'] = crashPoint.split(':');
  let left = Number(count);
  return (name) => {
    if (name !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
