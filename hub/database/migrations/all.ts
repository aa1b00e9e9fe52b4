import { contactsKnowMore } from './0001-contacts-know-more.ts';
import { reactionsSayWhose } from './0002-reactions-say-whose.ts';
import type { Migration } from './run-migrations.ts';

/** Every migration, in order. A new one gets a file `0001-what-it-does.ts` beside this list and a line in it; none is ever changed or removed. */
export const migrations: readonly Migration[] = [contactsKnowMore, reactionsSayWhose];
