const fs = require('node:fs')
const path = require('node:path')

// Two projects: `pages` renders React in jsdom as the mini-program would run it; `server` is plain Node.
// Packages published as ES modules only are transformed, because jest runs CommonJS.
const esmOnly = [
  'cookie',
  '@noble',
  'draw-hashes',
  'cborg',
  'uqr',
  'barcode-detector',
  'zxing-wasm',
  'fast-check',
  'pure-rand',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
]
// cborg, which tests hold our own CBOR against, names no entry for require().
const cborg = { '^cborg$': '<rootDir>/node_modules/cborg/cborg.js' }
// Nor does file-type, by which the server tells what an uploaded file is.
const fileType = { '^file-type$': '<rootDir>/server/node_modules/file-type/index.js' }
const shared = {
  rootDir: __dirname,
  cacheDirectory: path.join(__dirname, '.cache/jest'),
  modulePathIgnorePatterns: ['<rootDir>/\\.cache/', '<rootDir>/dist/'],
  transform: { '^.+\\.m?[jt]sx?$': '<rootDir>/test/esbuild-transform.js' },
  runtime: '<rootDir>/test/native-runtime.js',
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
}
// Where no page is drawn.
const native = {
  testEnvironment: '<rootDir>/test/node-environment.js',
  moduleNameMapper: cborg,
}
process.env.TARO_ENV = 'weapp'
// What runs on the embedded database too where the rest has PostgreSQL: core, and one way through each room.
const embedded = process.env.DATABASE_URL
  ? [
      'core/outbox',
      'core/audit',
      'accounts/sign-in',
      'profiles/register',
      'credentials/scanning',
      'applications/slice',
      'stations/visits',
      'ledger/steps',
    ]
  : []
// A misspelt name would match no suite, and nobody would miss it.
for (const file of embedded)
  if (!fs.existsSync(path.join(__dirname, `test/${file}.test.ts`)))
    throw new Error(`jest.config.js lists test/${file}.test.ts, which does not exist`)

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: '100%', // by default one processor is left idle, which is half of a small machine
  testTimeout: 240_000, // an embedded database takes seconds to start, and much longer on a busy machine
  projects: [
    {
      ...shared,
      displayName: 'server',
      ...native,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(end-to-end|weapp|bench|faults)/'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'embedded',
      ...native,
      testMatch: embedded.map((file) => `<rootDir>/test/${file}.test.ts`),
      setupFiles: ['<rootDir>/test/embedded-only.ts'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'weapp',
      testEnvironment: '<rootDir>/test/jsdom-environment.ts',
      testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
      testMatch: ['<rootDir>/test/weapp/**/*.test.ts'],
      moduleNameMapper: fileType,
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'pages',
      testEnvironment: '<rootDir>/test/jsdom-environment.ts',
      testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] }, // the server runs in the same process
      testMatch: ['<rootDir>/test/**/*.test.tsx'],
      setupFilesAfterEnv: ['<rootDir>/test/setup-pages.ts'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
      moduleNameMapper: {
        ...fileType,
        '\\.(css|scss)$': 'identity-obj-proxy',
        '\\.(png|jpe?g|gif|svg|webp)$': '<rootDir>/test/doubles/file.js',
        '^@/(.*)$': '<rootDir>/src/$1',
        '^@tarojs/components$': '<rootDir>/src/h5/components.ts',
        '^@tarojs/taro$': '<rootDir>/test/doubles/taro.ts',
      },
    },
  ].filter(({ testMatch }) => testMatch.length > 0),
}
