import { configs as lit } from 'eslint-plugin-lit';
import { litA11yRules } from './lint/lit-a11y-rules.ts';
import { configs as wc } from 'eslint-plugin-wc';
import { importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirection } from './lint/import-direction-rule.ts';
import { repeatedType } from './lint/repeated-type-rule.ts';

const tests = ['**/*.test.ts', '**/*.fixture.ts', 'hub/test/**', 'admin/test/**', 'widget/test/**'];

const reExport = { selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]', message: 'No barrels: import the file that has it.' };
const doubleCast = {
  selector: 'TSAsExpression[expression.type="TSAsExpression"]',
  message: 'Parse or narrow; a double cast gives the type up.',
};
const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'The environment is parsed once, in hub/config.ts; take what you need as a parameter.',
};
const mockOfOurs = {
  selector: 'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock)$/][arguments.0.value=/^\\./]',
  message: 'Use the real part, or pass a port in; our own modules are not mocked.',
};
const narrowedTest = {
  selector: 'MemberExpression[object.name=/^(it|test|describe)$/]:not([property.name=/^(each|for|concurrent|sequential|extend)$/])',
  message: 'A test is there and runs, or it is not there.',
};

/** All that is told from a file alone; the rules that need types are oxlint's, in oxlint.jsonc. */
export default defineConfig(
  { ignores: ['node_modules/', '.build/', '.cache/', '.data/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { 'import-x': importX, hub: { rules: { 'import-direction': importDirection, 'repeated-type': repeatedType } } },
    rules: {
      'hub/import-direction': 'error',
      'hub/repeated-type': 'error',
      'import-x/no-default-export': 'error',
      'max-lines': ['error', 300],
      'no-console': 'error',
      // Oxlint would heed them, and ESLint is told to heed none: a rule holds everywhere.
      'no-warning-comments': ['error', { terms: ['oxlint-disable', 'oxlint-enable'], location: 'anywhere' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', reExport, doubleCast, environment],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:process', importNames: ['env'], message: environment.message }] }],

      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['hub/config.ts', '.config/**', 'hub/bench/**', ...tests],
    rules: { 'no-restricted-syntax': ['error', reExport, doubleCast], 'no-restricted-imports': 'off' },
  },
  {
    files: ['hub/cli/**', 'hub/bench/**', 'hub/playground/**', '.config/**', 'widget/loader/**', ...tests],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['admin/**/*.ts', 'widget/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11yRules],
    rules: {
      // Keys are heard by the list, the menu or the page, which the rule can't see; every one of them has its test by keyboard.
      'lit-a11y/click-events-have-key-events': 'off',
      'lit-a11y/mouse-events-have-key-events': 'off',
      // A dialog's first field or button takes the focus, as it should.
      'lit-a11y/no-autofocus': 'off',
    },
  },
  { files: ['.config/**'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: tests,
    rules: { 'no-restricted-syntax': ['error', reExport, doubleCast, mockOfOurs, narrowedTest] },
  },
);
