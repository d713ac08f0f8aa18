// What ESLint holds the web pages to, beyond what the compiler does. In web/: `npx eslint --max-warnings 0 .`

import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['node_modules', 'dist', 'common/generated'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.recommended, a11y.flatConfigs.recommended, hooks.configs.flat['recommended-latest']],
    rules: {
      // The compiler does this itself (noUnusedLocals), and takes a name that begins with `_` as meant.
      '@typescript-eslint/no-unused-vars': 'off',
      // It says what React's compiler would pass over; the pages are built without it.
      'react-hooks/incompatible-library': 'off',
      // Focus goes to the one field of a page that a person opened to fill it: the sign-in, the scanner of returned goods.
      'jsx-a11y/no-autofocus': 'off',
      // What scrolls has to be reached by keyboard (WCAG 2.1.1), also where nothing in it can be clicked: a letter's preview.
      'jsx-a11y/no-noninteractive-tabindex': [
        'error',
        { tags: [], roles: ['tabpanel', 'group'], allowExpressionValues: true },
      ],
    },
  },
  { files: ['build.mjs'], languageOptions: { globals: { process: 'readonly' } } },
);
