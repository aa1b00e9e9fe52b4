import { dirname, posix } from 'node:path';

/**
 * Which folder may import which, the table of the project's design. A file belongs to the longest key it lies under and may import its own
 * folder and everything under the entries listed. ESLint (`lint/import-direction-rule.ts`) and `hub/test/architecture.test.ts` both read it.
 */
const directions: Record<string, readonly string[]> = (() => {
  const contract = ['bots/contract'];
  const channel = ['bots/contract', 'bots/kit'];
  const api = ['bots/contract', 'workflows/model'];
  const core = ['hub/config.ts', 'hub/api', 'hub/locales', 'bots/contract'];
  const database = [...core, 'hub/core'];
  const domain = [...database, 'hub/database'];
  const ways = [...domain, 'hub/domain', 'bots/kit', 'bots/registry.ts'];
  const reactions = [
    ...ways,
    'hub/inbound',
    'hub/outbound',
    'hub/push',
    'hub/files',
    'hub/mail',
    'hub/automation',
    'hub/console',
    'bots/console',
    'workflows',
  ];
  const edges = [...reactions, 'hub/listeners'];
  const parts = [
    ...api,
    'hub/api',
    'admin/words',
    'admin/data',
    'admin/components',
    'admin/dialogs',
    'admin/app/routing/route.ts',
    'admin/app/commands',
    'admin/app/feedback',
    'admin/app/theme.ts',
    'admin/app/chime.ts',
  ];

  return {
    bots: [
      'bots/contract',
      'bots/kit',
      'bots/telegram',
      'bots/whatsapp',
      'bots/whatsapp-web',
      'bots/instagram',
      'bots/instagram-private',
      'bots/vk',
      'bots/widget',
    ],
    'bots/contract': [],
    'bots/kit': contract,
    'bots/telegram': channel,
    'bots/whatsapp': channel,
    'bots/whatsapp-web': channel,
    'bots/instagram': channel,
    'bots/instagram-private': channel,
    'bots/vk': channel,
    'bots/widget': channel,
    'bots/console': [...channel, 'hub/api'],
    'bots/emulators': [],

    hub: ['hub', 'bots', 'workflows'],
    'hub/api': api,
    'hub/locales': [],
    'hub/core': core,
    'hub/database': database,
    'hub/domain': domain,
    'hub/files': ways,
    'hub/inbound': [...ways, 'hub/files'],
    'hub/outbound': [...ways, 'hub/files'],
    'hub/push': ways,
    'hub/mail': ways,
    'hub/automation': [...ways, 'workflows'],
    'hub/console': [...ways, 'hub/files', 'bots/console'],
    'hub/listeners': reactions,
    'hub/http': edges,
    'hub/realtime': [...edges, 'hub/http'],
    'hub/mqtt': edges,
    'hub/jobs': edges,
    'hub/site': edges,
    'hub/cli': [...edges, 'hub/create-hub.ts', 'hub/open-database.ts'],
    'hub/playground': ['hub', 'bots', 'workflows', '.config'],
    'hub/bench': ['hub', 'bots', 'workflows', 'hub/test/browser.ts'],
    'hub/test': ['hub', 'bots', 'workflows', '.config'],

    'workflows/model': [],
    'workflows/nodes': ['workflows/model'],
    'workflows/engine': ['workflows/model', 'workflows/nodes'],

    admin: ['admin', 'hub/api'],
    'admin/words': ['hub/api', 'hub/locales'],
    'admin/styles': [],
    'admin/data': [...api, 'hub/api', 'admin/words'],
    'admin/components': parts,
    'admin/dialogs': [...parts, 'admin/pages/account'],
    'admin/pages': parts,
    'admin/app': [...parts, 'admin/pages', 'admin/app', 'admin/worker/messages.ts'],
    'admin/worker': ['hub/api'],
    'admin/test': ['hub', 'bots', 'admin', '.config'],
    widget: ['hub/api'],
    'widget/loader': ['widget/bridge.ts', 'widget/profile.ts'],
    'widget/data': ['hub/api', 'hub/locales', 'widget/bridge.ts', 'widget/profile.ts'],
    'widget/chat': ['hub/api', 'hub/locales', 'bots/contract', 'widget/data'],
    'widget/frame': ['hub/api', 'widget/bridge.ts', 'widget/profile.ts', 'widget/data', 'widget/chat'],
    'widget/page': ['hub/api', 'hub/locales', 'widget/data', 'widget/chat', 'widget/frame/frame.css'],
    'widget/worker': [],
    'widget/test': ['hub', 'bots', 'admin/test', 'widget', '.config'],
    '.config': ['hub', 'bots', 'workflows', 'admin'],
  };
})();

/** The hub's nouns from the ground up: one may import the nouns above its line and those before it on its line, so no two can need each other. */
const domainRanks: readonly (readonly string[])[] = [
  ['audit', 'workspace', 'user', 'agent', 'agent-preferences', 'department', 'access-token', 'schedule', 'file'],
  ['channel', 'tag', 'custom-field', 'contact'],
  ['timeline'],
  ['conversation'],
  ['visitor', 'quick-reply', 'saved-view', 'ticket', 'article', 'rating', 'comment', 'inbox', 'form', 'widget'],
  ['broadcast', 'workflow', 'access', 'webhook', 'report', 'console', 'push'],
  ['data-job', 'data'],
];

/** Packages that only some folders may import: the rest talks to a provider through the channel contract or the desk. */
const packageHomes: Record<string, readonly string[]> = {
  telegraf: ['bots/telegram'],
  'whatsapp-web.js': ['bots/whatsapp-web'],
  grammy: ['bots/console', 'hub/console'],
  '@grammyjs': ['bots/console', 'hub/console'],
  'playwright-core': ['hub/test', 'admin/test', 'widget/test'],
  'mongodb-memory-server-core': ['hub/database'],
};

/** Folders that run in browsers too, or are pure by design, and the only packages they may import (vitest: the contract suite is part of the contract). */
const purePackages: Record<string, readonly string[]> = {
  'bots/contract': ['zod', 'node:stream', 'vitest'],
  'hub/api': ['zod'],
  'workflows/model': ['zod'],
  'workflows/nodes': ['zod'],
  'workflows/engine': ['zod'],
};

const topFolders = new Set(Object.keys(directions).map((folder) => folder.split('/')[0]));
const nouns = domainRanks.flat();

/** Why `file` may not import `specifier`, or null where it may. Paths are relative to the project's root, with forward slashes. */
export function whyForbidden(file: string, specifier: string): string | null {
  if (isTestOnly(file)) return null;
  if (!specifier.startsWith('.')) return whyForbiddenPackage(file, specifier);

  const target = posix.normalize(posix.join(dirname(file), specifier));
  const from = folderOf(file);
  const to = folderOf(target);
  if (from === null) return whereUnknown(file);
  if (to === null) return null; // data beside the code, such as package.json
  const isNamed = directions[from]?.includes(target);
  if (isTestOnly(target) && !isUnder(target, from) && !isNamed) return `${target} is for tests only`;
  if (from === 'hub/domain' && to === 'hub/domain') return whyForbiddenNoun(file, target);
  if (from === to || directions[from]?.some((allowed) => isUnder(target, allowed))) return null;
  return `${from} may not import ${to} (see .config/import-directions.ts)`;
}

/** Why a file lies where nothing is planned, or null: a new folder gets its line in the table first. */
export function whyMisplaced(file: string): string | null {
  const folder = folderOf(file);
  const isBesidePlannedFolders = (folder === 'bots' || folder === 'hub') && posix.dirname(file) !== folder;
  if (folder === null || isBesidePlannedFolders) return whereUnknown(file);

  const [, , noun, ...rest] = file.split('/');
  const hasRank = folder !== 'hub/domain' || rest.length === 0 || nouns.includes(noun ?? '');
  return hasRank ? null : `hub/domain/${noun} has no rank in .config/import-directions.ts`;
}

/** Tests and what serves only them see the whole tree. */
function isTestOnly(file: string): boolean {
  return /\.(test|fixture)\.ts$/.test(file) || ['hub/test', 'admin/test', 'widget/test'].some((folder) => isUnder(file, folder));
}

function isUnder(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

function folderOf(file: string): string | null {
  if (!topFolders.has(file.split('/')[0] ?? '')) return null;
  const folders = Object.keys(directions).filter((folder) => isUnder(file, folder));
  return folders.sort((a, b) => b.length - a.length)[0] ?? null;
}

function whereUnknown(file: string): string {
  return `${posix.dirname(file)} has no line in .config/import-directions.ts`;
}

function whyForbiddenNoun(file: string, target: string): string | null {
  const from = file.split('/')[2] ?? '';
  const to = target.split('/')[2] ?? '';
  const isOfTheWholeDomain = file.split('/').length === 3;
  if (from === to || isOfTheWholeDomain) return null;
  if (nouns.indexOf(to) >= 0 && nouns.indexOf(to) < nouns.indexOf(from)) return null;
  return `the noun ${from} may not import ${to}: it ranks no lower (see .config/import-directions.ts)`;
}

function whyForbiddenPackage(file: string, specifier: string): string | null {
  const home = packageHomes[specifier] ?? packageHomes[specifier.split('/')[0] ?? ''];
  const isAtHome =
    !home ||
    home.some((folder) => isUnder(file, folder)) ||
    ['hub/bench', 'hub/playground', '.config'].some((folder) => isUnder(file, folder));
  if (!isAtHome) return `${specifier} is imported by ${home.join(', ')} only`;

  const pure = purePackages[folderOf(file) ?? ''];
  return pure && !pure.includes(specifier) ? `${folderOf(file)} imports no package but ${pure.join(', ')}` : null;
}
