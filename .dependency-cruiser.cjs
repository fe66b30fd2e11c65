// Who may import whom: one table. A pair that is not listed is forbidden.
const server = [
  'accounts',
  'applications',
  'city',
  'credentials',
  'evidence',
  'exports',
  'homecoming',
  'housing',
  'notifications',
  'office',
  'profiles',
  'recognition',
  'recovery',
  'referrals',
  'schooling',
  'staff',
  'stations',
]
const source = ['account', 'applications', 'city', 'homecoming', 'staff', 'gallery', 'pages']

/** Server features that may use another one, through its index.ts only. */
const serverPairs = {
  accounts: ['notifications', 'city'],
  profiles: ['accounts', 'city', 'notifications'],
  staff: ['accounts', 'profiles', 'city', 'notifications'],
  credentials: ['profiles', 'city', 'notifications', 'accounts', 'staff'],
  recovery: ['accounts', 'profiles', 'notifications'],
  applications: ['accounts', 'profiles', 'notifications'], // programs are handed to it, never imported by it
  evidence: [],
  exports: ['notifications'],
  office: ['accounts', 'staff', 'notifications'],
  stations: ['accounts', 'applications', 'city', 'notifications', 'profiles', 'staff'],
  referrals: ['accounts', 'profiles', 'city', 'notifications'],
  homecoming: ['applications'],
  recognition: ['applications'],
  housing: ['applications'],
  schooling: ['applications'],
  city: [],
  notifications: [],
}

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

const featureRules = server.flatMap((feature) =>
  server
    .filter((other) => other !== feature)
    .map((other) =>
      serverPairs[feature].includes(other)
        ? rule(
            `server-${feature}-through-index-of-${other}`,
            `Import server/${other} through its index.ts; export there what others may use.`,
            { path: `^server/${feature}/` },
            { path: `^server/${other}/(?!index\\.ts$)` },
          )
        : rule(
            `server-${feature}-not-${other}`,
            `server/${feature} may not know server/${other}: hand it in from server/app.ts, or react to an event.`,
            { path: `^server/${feature}/` },
            { path: `^server/${other}/` },
          ),
    ),
)

const pageRules = source.map((feature) =>
  rule(
    `src-${feature}-alone`,
    'A feature of the app never imports another: what two use goes to src/components.',
    { path: `^src/${feature}/` },
    { path: `^src/(${source.filter((other) => other !== feature).join('|')})/` },
  ),
)

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Break the circle: move what both need to a file of its own.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('no-orphans-of-resolution', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'contract-alone',
      'contract/ is shared by phone and server: it may not know either.',
      { path: '^contract/' },
      { path: '^(server|src|mock|test|config|console)/' },
    ),
    rule(
      'client-types-only',
      'contract/client.ts runs on the phone: types only, no schema library.',
      { path: '^contract/client\\.ts$' },
      { dependencyTypesNot: ['type-only'], path: '.' },
    ),
    rule(
      'core-knows-no-feature',
      'server/core may import contract/, never a feature.',
      { path: '^server/core/' },
      { path: '^(server/(?!core/)|src|mock|test)' },
    ),
    rule(
      'server-not-app',
      'The server knows neither the app, nor the sample, nor the tests.',
      { path: '^server/' },
      { path: '^(src|mock|test|console)/' },
    ),
    rule(
      'adapters-alone',
      'An adapter implements a port: it knows core only.',
      { path: '^server/adapters/' },
      { path: `^server/(${server.join('|')})/` },
    ),
    rule(
      'adapters-from-outside',
      'Features are handed ports; only the entry points choose adapters.',
      { path: `^server/(${server.join('|')}|core)/` },
      { path: '^server/adapters/' },
    ),
    rule(
      'src-not-server',
      'The app talks to the server through contract/client.ts.',
      { path: '^src/' },
      { path: '^(server|mock|test|config/(?!plugins))' },
    ),
    rule(
      'src-no-schemas',
      'The schema library must not reach the phone: import types only from files with schemas; values and labels are in contract/vocabulary.ts.',
      { path: '^src/' },
      {
        path: '^contract/(route|routes|accounts|applications|city|credentials|evidence|office|profiles|referrals|review|staff|stations)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'components-alone',
      'src/components is used by features; it may not know one.',
      { path: '^src/components/' },
      { path: `^src/(${source.join('|')})/` },
    ),
    rule(
      'console-not-server',
      'The console talks to the server through contract/client.ts.',
      { path: '^console/' },
      { path: '^(server|mock|test|src|config)/' },
    ),
    rule(
      'console-no-schemas',
      'The console validates nothing by schema: types only from files with schemas.',
      { path: '^console/' },
      {
        path: '^contract/(route|routes|accounts|applications|city|credentials|evidence|office|profiles|referrals|review|staff|stations)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'mock-from-server',
      'mock/ is the real server with sample data: server, contract and the site build.',
      { path: '^mock/' },
      { path: '^(src|test|console)/' },
    ),
    ...featureRules,
    ...pageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.scss'],
    },
  },
}
