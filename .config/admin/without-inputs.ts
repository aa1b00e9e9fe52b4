import { Visitor, type Plugin } from 'vite';

const contracts = /\/hub\/api\/.+\.ts$/;
/** What the client reads of an endpoint: the rest is for the hub alone. */
const kept = new Set(['method', 'path', 'view']);

/**
 * Leaves out of the build what only the hub reads of its endpoints: summaries, rights and the checks of what comes in. Every schema and endpoint
 * that no screen uses can then go, too (6 KB of the first load).
 */
export function withoutInputs(): Plugin {
  return {
    name: 'without-inputs',
    apply: 'build',
    transform(code, id) {
      if (!contracts.test(id)) return null;
      /** From where to where, and what stands there instead. */
      const changes: [number, number, string][] = [];
      new Visitor({
        VariableDeclarator({ init }) {
          if (init?.type === 'CallExpression') changes.push([init.start, init.start, '/* @__PURE__ */ ']);
        },
        CallExpression({ callee, arguments: [declared] }) {
          if (callee.type !== 'Identifier' || callee.name !== 'endpoint' || declared?.type !== 'ObjectExpression') return;
          const all = declared.properties;
          const left = all.filter((each) => each.type === 'Property' && each.key.type === 'Identifier' && kept.has(each.key.name));
          changes.push([declared.start, declared.end, `{${left.map(({ start, end }) => code.slice(start, end)).join(',')}}`]);
        },
      }).visit(this.parse(code));
      return { code: changed(code, changes), map: null };
    },
  };
}

function changed(code: string, changes: readonly [number, number, string][]): string {
  const inOrder = changes.toSorted(([a], [b]) => a - b);
  let at = 0;
  let text = '';
  for (const [start, end, instead] of inOrder) {
    text += code.slice(at, start) + instead;
    at = end;
  }
  return text + code.slice(at);
}
