import { changeMethods } from './changing.ts';
import { communityMethods } from './communities.ts';
import type { Method } from './method.ts';
import { sendMethods } from './sending.ts';
import { uploadMethods } from './uploads.ts';

/** Every method there is here, by its name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...sendMethods, ...changeMethods, ...communityMethods, ...uploadMethods }),
);
