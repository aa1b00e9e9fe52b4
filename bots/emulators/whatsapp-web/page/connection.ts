import type { PageCalls, ToPage } from '../wire.ts';

type Answer = Extract<ToPage, { type: 'answer' }>;
type Told = Exclude<ToPage, Answer>;

/** The page's line to the emulated servers. */
export interface Line {
  call<Name extends keyof PageCalls>(name: Name, params: PageCalls[Name]): Promise<unknown>;
}

/** Opens the line; `told` hears all that is no answer. A line that breaks stays broken: the page is then offline, as a real one. */
export function openLine(told: (message: Told) => void, broken: () => void): Promise<Line> {
  const socket = new WebSocket(`ws://${location.host}/device`);
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as ToPage;
    if (message.type !== 'answer') return told(message);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  socket.addEventListener('close', broken);
  const line: Line = {
    call: (name, params) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error))));
        socket.send(JSON.stringify({ id, name, params }));
      }),
  };
  return new Promise((resolve) => socket.addEventListener('open', () => resolve(line)));
}
