import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** A page of a site that makes every call. */
const sample = `import type { HubMessage } from '../loader/widget.d.ts';

hub('identify', {
  userId: '42',
  userHash: 'a'.repeat(64),
  name: 'Ada',
  email: 'ada@example.com',
  fields: { plan: 'pro', seats: 3, trial: null },
});
hub('identify', { userToken: 'header.payload.signature' });
hub('open');
hub('close');
hub('toggle');
hub('show');
hub('hide');
hub('send', 'Where is my order?');
hub('track', 'cart', { items: 2, total: 19.9, gift: false });
hub('track', 'checkout');
hub('setMetadata', { phone: '+49 30 1234567' });
hub('onUnread', (count: number) => {
  document.title = String(count);
});
hub('onMessage', ({ id, conversationId, text, author }: HubMessage) => {
  document.title = [id, conversationId, text, author].join(' ');
});
window.hub('consent', true);
window.hub('logout');
`;

/** What the compiler says of a page with this code in it, as to a site's developer. */
function complaintsOf(code = ''): string[] {
  const page = fileURLToPath(new URL('page-of-a-site.ts', import.meta.url));
  const host = ts.createCompilerHost(options);
  const [read, exists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.fileExists = (name) => name === page || exists(name);
  host.readFile = (name) => (name === page ? sample + code : read(name));
  return ts
    .getPreEmitDiagnostics(ts.createProgram([page], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('a page that makes every call of the widget compiles against the published types', () => {
  expect(complaintsOf()).toEqual([]);
});

test('the published types refuse calls there are not, and values of another kind', () => {
  expect(complaintsOf("hub('explode');")).toHaveLength(1);
  expect(complaintsOf("hub('identify', { userId: 42 });")).toHaveLength(1);
  expect(complaintsOf("hub('onUnread', (count: string) => count);")).toHaveLength(1);
});
