import { relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { whyForbidden } from '../import-directions.ts';

type Importing = 'ImportDeclaration' | 'ImportExpression' | 'ExportAllDeclaration' | 'ExportNamedDeclaration';
type ImportingNode = Parameters<NonNullable<Rule.RuleListener[Importing]>>[0];

/** ESLint's view of the table of import directions: the finding stands on the line of the import. */
export const importDirection: Rule.RuleModule = {
  meta: { type: 'problem', messages: { forbidden: '{{reason}}' }, schema: [] },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');

    function check(node: ImportingNode) {
      if (node.source?.type !== 'Literal' || typeof node.source.value !== 'string') return;
      const reason = whyForbidden(file, node.source.value);
      if (reason) context.report({ node, messageId: 'forbidden', data: { reason } });
    }

    return { ImportDeclaration: check, ImportExpression: check, ExportAllDeclaration: check, ExportNamedDeclaration: check };
  },
};
