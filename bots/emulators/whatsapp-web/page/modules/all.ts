import { account } from './account.ts';
import { finding } from './finding.ts';
import { media } from './media.ts';
import { reacting } from './reacting.ts';
import { sending } from './sending.ts';

const modules: Record<string, unknown> = { ...account, ...finding, ...media, ...reacting, ...sending };

/** WhatsApp Web's own `require`: a module by its name, nothing for a name it has not. */
export function requireModule(name: string): unknown {
  return modules[name];
}
