import { z } from 'zod';

/** What an admin enters for an account of the toy. */
export const toySettings = z.strictObject({
  account: z.string().min(1).meta({ title: 'Account' }),
  key: z.string().min(8).meta({ title: 'Key', description: 'Signs what comes in and what goes out' }),
  address: z.url().meta({ title: 'Address', description: 'Where the toy answers' }),
});
export type ToySettings = z.infer<typeof toySettings>;
