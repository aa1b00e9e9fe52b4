import type { Logger } from 'pino';
import type { Fact, FactOf, FactType } from '../../api/facts.ts';

type Listener<Type extends FactType> = (fact: FactOf<Type>) => Promise<void> | void;

/** The bus that carries facts to their listeners inside one process. */
export interface Facts {
  /** Adds a listener under a name of its own. It must be safe to run twice for one fact and leave slow work to a queue. Returns its removal. */
  on<Type extends FactType>(type: Type | readonly Type[], name: string, listener: Listener<Type>): () => void;
  /** Tells everybody. Each listener fails alone and is logged; false when one failed, so that the fact is told again later. */
  announce(fact: Fact): Promise<boolean>;
}

interface Registered {
  name: string;
  run: (fact: Fact) => Promise<void> | void;
}

/** Makes a bus. */
export function createFacts(log: Logger): Facts {
  const listeners = new Map<FactType, Set<Registered>>();

  return {
    on(type, name, listener) {
      const types: readonly FactType[] = typeof type === 'string' ? [type] : type;
      // The bus only ever hands a listener facts of the types it was registered for.
      const registered: Registered = { name, run: (fact) => listener(fact as Parameters<typeof listener>[0]) };
      for (const each of types) listeners.set(each, (listeners.get(each) ?? new Set()).add(registered));
      return () => {
        for (const each of types) listeners.get(each)?.delete(registered);
      };
    },

    async announce(fact) {
      const interested = [...(listeners.get(fact.type) ?? [])];
      const outcomes = await Promise.all(interested.map((each) => tell(each, fact)));
      return outcomes.every(Boolean);
    },
  };

  async function tell(listener: Registered, fact: Fact): Promise<boolean> {
    try {
      await listener.run(fact);
      return true;
    } catch (error) {
      log.error({ err: error, listener: listener.name, fact: fact.type, factId: fact.id }, 'a listener failed');
      return false;
    }
  }
}
