import type { Rule } from 'eslint';
import { z } from 'zod';

const joined = z.object({ types: z.array(z.custom<Rule.Node>()) });

/**
 * A type that is written twice in one union or intersection. Oxlint's no-duplicate-type-constituents compares what types are, by which
 * two object, function or mapped types written alike differ; this compares the words.
 */
export const repeatedType: Rule.RuleModule = {
  meta: { type: 'problem', messages: { repeated: 'This type stands here twice.' }, schema: [] },
  create(context) {
    function check(node: Rule.Node) {
      const seen = new Set<string>();
      for (const type of joined.parse(node).types) {
        const words = context.sourceCode
          .getTokens(type)
          .map(({ value }) => value)
          .join(' ');
        if (seen.has(words)) context.report({ node: type, messageId: 'repeated' });
        seen.add(words);
      }
    }

    return { TSUnionType: check, TSIntersectionType: check };
  },
};
