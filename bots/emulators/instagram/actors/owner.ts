import type { Core } from '../core.ts';
import { messageEvent, unsentEvent } from '../delivery/events.ts';
import type { Account, Message, Person } from '../world/state.ts';
import { addMessage, changed, messageOf, threadOf } from '../world/world.ts';

/** The account's owner, who writes from a phone beside the app. */
export interface Owner {
  sendText(to: Pick<Person, 'id'>, text: string): Message;
  unsend(to: Pick<Person, 'id'>, ref: Pick<Message, 'mid'>): void;
}

/** The hands of an account's owner: the app hears of it all as echoes. */
export function ownerActor({ world, outbox }: Core, account: Account): Owner {
  const threadWith = ({ id }: Pick<Person, 'id'>) => {
    const person = world.people.get(id);
    if (!person) throw new Error(`There is no person ${id}`);
    return threadOf(world, account, person);
  };
  return {
    sendText(to, text) {
      const thread = threadWith(to);
      const message = addMessage(world, thread, { from: 'account', text });
      outbox.push(account, messageEvent(thread, message));
      return message;
    },
    unsend(to, { mid }) {
      const thread = threadWith(to);
      const message = messageOf(thread, mid);
      message.isUnsent = true;
      outbox.push(account, unsentEvent(thread, message, world.clock.now()));
      changed(world);
    },
  };
}
