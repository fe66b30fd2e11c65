import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '**/node_modules/',
      '.swc/',
      '.taro*/',
      '.data/',
      '.cache/',
      '.test-results/',
      'coverage/',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }], // interfaces that features extend
      '@typescript-eslint/no-base-to-string': 'off', // attributes and headers are typed wider than they are
      '@typescript-eslint/unbound-method': 'off', // Taro's API and the stores are objects of functions without `this`
      // Button waits for the promise it is given
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/require-await': 'off', // a port's fake is async because its port is
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
      'max-len': [
        'error',
        {
          code: 140,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
          ignoreUrls: true,
        },
      ],
      'max-params': ['error', 5],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use the randomness that is handed in: server/core/ports.ts, src/random.ts.',
        },
      ],
    },
  },
  {
    // WeChat opens no eleventh page and says nothing: what opens one goes by src/page-address.ts.
    files: ['src/**/*.tsx', 'src/**/*.ts'],
    ignores: ['src/page-address.ts', 'src/h5/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Taro'][property.name='navigateTo']",
          message: 'Use openPage of src/page-address.ts.',
        },
        {
          selector: "JSXOpeningElement[name.name='Navigator']:not(:has(JSXAttribute[name.name='openType']))",
          message: 'Give it openType={openTypeOf(url)} of src/page-address.ts.',
        },
        {
          selector:
            "CallExpression[callee.property.name='slice'][arguments.0.value=0][arguments.1.value=10]:not(:has(CallExpression[callee.property.name='toISOString']))",
          message: 'The day of a moment in UTC is not its day in China: use dayInChina.',
        },
      ],
    },
  },
  {
    files: ['test/weapp/simulator.ts'], // runs the built scripts, which is what it is for
    rules: { '@typescript-eslint/no-implied-eval': 'off', '@typescript-eslint/no-unsafe-call': 'off' },
  },
  {
    // Nothing but env.ts and the tools outside the server reads the environment.
    files: ['server/**/*.ts', 'contract/**/*.ts'],
    ignores: ['server/env.ts', 'server/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only server/env.ts reads the environment.' },
        { object: 'Math', property: 'random', message: 'Use core/ports.ts Randomness.' },
      ],
    },
  },
)
