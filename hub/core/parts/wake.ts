/** Work that somebody should look at now rather than at the next sweep. */
export interface WakeCalls {
  /** A conversation has something to send; `held` hands the worker's lease over from whoever took it with the message. */
  outbound: {
    channelId: string;
    conversationId: string;
    held?: { token: string; version: number; messageId: string; chatId: string; customerWroteAt: Date | null };
  };
  /** A message has attachments to fetch. */
  attachments: { messageId: string };
  /** A customer writes just now; told to whoever looks, kept nowhere. */
  'customer-typing': { channelId: string; chatId: string };
  /** An agent answers just now in a conversation, or stopped; told to its customer where sockets lead there. */
  'team-typing': { conversationId: string; agentId: string; isTyping: boolean };
  /** Who of the team has a conversation before them is otherwise than before. */
  'team-looking': { conversationId: string; agentIds: string[] };
  /** A mail waits to be sent. */
  mail: { mailId: string };
  /** Something may be handed out in a workspace: a conversation waits that nobody has, or somebody has room. */
  handing: { workspaceId: string };
  /** A channel was added, changed, paused or removed. */
  channel: { channelId: string };
  /** A workspace's console was connected, replaced or removed. */
  console: { workspaceId: string };
  /** An agent's browsers are to be told something. */
  push: { sendId: string };
  /** A visitor's browser is to be told of an answer. */
  'visitor-push': { sendId: string };
}

/** Rings in-process workers. A ring is only a hint: what it speaks of is in the database already. */
export interface Wake {
  ring<Name extends keyof WakeCalls>(name: Name, call: WakeCalls[Name]): void;
  /** Sets who answers; one worker per name. Returns its removal. */
  answer<Name extends keyof WakeCalls>(name: Name, worker: (call: WakeCalls[Name]) => void): () => void;
}

/** Makes the bells of one process. */
export function createWake(): Wake {
  const workers: { [Name in keyof WakeCalls]?: (call: WakeCalls[Name]) => void } = {};
  return {
    ring: (name, call) => workers[name]?.(call),
    answer(name, worker) {
      Object.assign(workers, { [name]: worker });
      return () => {
        delete workers[name];
      };
    },
  };
}
