import { fileURLToPath } from 'node:url';
import { configs as lit } from 'eslint-plugin-lit';
import { litA11yRules } from './lit-a11y-rules.ts';
import { configs as wc } from 'eslint-plugin-wc';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirection } from './import-direction-rule.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
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

export default defineConfig(
  { ignores: ['node_modules/', '.build/', '.cache/', '.data/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX, hub: { rules: { 'import-direction': importDirection } } },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts'] })],
    },
    rules: {
      'hub/import-direction': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', 300],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', reExport, doubleCast, environment],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:process', importNames: ['env'], message: environment.message }] }],

      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // What startX and connectX return are closures in objects: handing one on by name is safe.
      '@typescript-eslint/unbound-method': 'off',
      // A handler must often be async by its type while this one has nothing to await.
      '@typescript-eslint/require-await': 'off',
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
    rules: {
      'no-restricted-syntax': ['error', reExport, doubleCast, mockOfOurs, narrowedTest],
      // Matchers such as expect.any(String) are typed as giving anything, and stand where a value would.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
