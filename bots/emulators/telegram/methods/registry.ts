import { answerMethods } from './account/callbacks.ts';
import { deliveryMethods } from './account/delivery.ts';
import { identityMethods } from './account/identity.ts';
import type { Method } from './method.ts';
import { textMethods } from './sending/text.ts';

const all: Record<string, Method> = { ...identityMethods, ...deliveryMethods, ...answerMethods, ...textMethods };

/** Every method, by its lower-case name: the Bot API does not mind the case. */
export const methods: ReadonlyMap<string, { name: string; run: Method }> = new Map(
  Object.entries(all).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);
