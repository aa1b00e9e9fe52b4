import type { Connection } from '../../../bots/contract/channel.ts';
import { ChannelError } from '../../../bots/contract/error.ts';

/** What needs the account's session. */
const guarded: readonly (string | symbol)[] = [
  'send',
  'edit',
  'delete',
  'react',
  'setTyping',
  'markRead',
  'fetchFile',
  'fetchProfile',
  'listTemplates',
  'answerSignIn',
  'answerPress',
] satisfies readonly (keyof Connection)[];

/** Lets an account that one session serves be used only while this process listens to it: elsewhere each call fails, to be tried again where it can succeed. */
export function guardSession(connection: Connection, isHere: () => boolean): Connection {
  if (!connection.sendsWhereItListens) return connection;
  return new Proxy(connection, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== 'function') return found;
      if (!guarded.includes(name) || isHere()) return found.bind(target) as unknown;
      return () => Promise.reject(new ChannelError('transient', { detail: 'The hub is not connected to this account at the moment' }));
    },
  });
}
