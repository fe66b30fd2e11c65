// Who may import whom: one table. A pair that is not listed is forbidden.
// The features are the folders of the tree, so that a new one is held by the rules from its first file on.
const fs = require('node:fs')
const path = require('node:path')

const foldersOf = (root, shared) =>
  fs
    .readdirSync(path.join(__dirname, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
    .map(({ name }) => name)
const server = foldersOf('server', ['adapters', 'core', 'migrations', 'node_modules'])
const source = foldersOf('src', ['components', 'h5', 'tab', 'theme', 'words'])

/** Server features that may use another one, through its index.ts only. */
const serverPairs = {
  accounts: ['notifications', 'city'],
  profiles: ['accounts', 'city', 'notifications'],
  staff: ['accounts', 'profiles', 'city', 'notifications'],
  credentials: ['profiles', 'city', 'notifications', 'accounts', 'staff'],
  recovery: ['accounts', 'profiles', 'notifications'],
  applications: ['accounts', 'city', 'profiles', 'notifications'], // programs are handed to it, never imported by it
  evidence: [],
  exports: ['notifications'],
  office: ['accounts', 'staff', 'notifications'],
  stations: ['accounts', 'applications', 'city', 'notifications', 'profiles', 'staff'],
  choosing: ['city', 'housing', 'notifications'], // the line of a round is handed to it
  stays: ['city', 'notifications', 'profiles'],
  leases: ['accounts', 'city', 'housing', 'ledger', 'notifications', 'profiles'],
  policies: ['city', 'notifications', 'profiles'],
  pool: ['accounts', 'profiles', 'city', 'notifications'],
  referrals: ['accounts', 'profiles', 'city', 'notifications'],
  ledger: ['accounts', 'notifications'],
  todos: [],
  subsidies: ['accounts', 'applications', 'ledger', 'notifications'],
  homecoming: ['applications'],
  recognition: ['applications'],
  housing: ['applications', 'city', 'notifications', 'profiles'],
  rounds: ['city', 'housing', 'notifications', 'profiles'],
  schooling: ['applications'],
  employers: ['accounts', 'city', 'notifications', 'profiles'],
  posts: ['accounts', 'city', 'employers', 'notifications', 'policies', 'profiles'],
  chains: ['city', 'employers', 'notifications', 'policies', 'posts'],
  fairs: ['accounts', 'city', 'employers', 'notifications', 'posts', 'profiles'],
  internships: ['accounts', 'city', 'employers', 'ledger', 'notifications', 'profiles'],
  engagements: ['accounts', 'city', 'employers', 'notifications', 'profiles'],
  projects: ['accounts', 'city', 'employers', 'ledger', 'notifications', 'profiles'],
  workspaces: ['accounts', 'applications', 'notifications'],
  city: [],
  notifications: [],
}

for (const feature of server)
  if (!serverPairs[feature])
    throw new Error(
      `server/${feature} has no row in serverPairs of .dependency-cruiser.cjs: write there which features it may use, [] for none.`,
    )
for (const name of Object.entries(serverPairs).flatMap(([feature, others]) => [feature, ...others]))
  if (!server.includes(name))
    throw new Error(`serverPairs of .dependency-cruiser.cjs names ${name}, but there is no server/${name}.`)

/** The files of contract/ that hold schemas: they import the schema library, or what `route.ts` makes of it. */
const schemaFiles = fs
  .readdirSync(path.join(__dirname, 'contract'), { recursive: true })
  .map((file) => file.split(path.sep).join('/'))
  .filter(
    (file) =>
      /^(?!node_modules).*\.ts$/.test(file) &&
      /from '(@sinclair\/typebox|(\.\.?\/)+route)'/.test(
        fs.readFileSync(path.join(__dirname, 'contract', file), 'utf8'),
      ),
  )
  .map((file) => file.replace(/\.ts$/, ''))
const schemas = {
  path: `^contract/(${schemaFiles.join('|')})\\.ts$|node_modules/@sinclair/typebox`,
  dependencyTypesNot: ['type-only'],
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
            `server/${feature} may not know server/${other}: hand it in from server/features.ts or the deps beside it, or react to an event.`,
            { path: `^server/${feature}/` },
            { path: `^server/${other}/` },
          ),
    ),
)

const pageRules = source.map((feature) =>
  rule(
    `src-${feature}-alone`,
    'A feature of the app never imports another: what two use goes to src/components, src/words or a file of src/.',
    { path: `^src/${feature}/` },
    { path: `^src/(${source.filter((other) => other !== feature).join('|')})/` },
  ),
)

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Break the circle: move what both need to a file of its own. Types count too.',
      {},
      { circular: true },
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
      'schemas-apart',
      'A file of contract/ without schemas may reach the phone: types only from files with schemas.',
      { path: `^contract/(?!(${schemaFiles.join('|')})\\.ts$)` },
      schemas,
    ),
    rule(
      'core-knows-no-feature',
      'server/core may import contract/, never a feature.',
      { path: '^server/core/' },
      { path: '^(server/(?!core/|node_modules/)|src|mock|test)' },
    ),
    rule(
      'server-not-app',
      'The server knows neither the app, nor the sample, nor the tests.',
      { path: '^server/' },
      { path: '^(src|mock|test|console)/' },
    ),
    rule(
      'server-not-builds',
      'Only server/main.ts knows where the built site and console lie (config/site.ts) and hands the folders on.',
      { path: '^server/(?!main\\.ts$)' },
      { path: '^config/' },
    ),
    rule(
      'features-not-assembly',
      'What puts the server together (server/*.ts) knows the features, never the other way round.',
      { path: `^server/(${server.join('|')})/` },
      { path: '^server/[^/]+\\.ts$' },
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
      { path: '^(server|console|mock|test|config)' },
    ),
    rule(
      'src-no-schemas',
      'The schema library must not reach the phone: import types only from files with schemas; values and labels are in contract/vocabulary.ts.',
      { path: '^src/' },
      schemas,
    ),
    rule(
      'components-alone',
      'src/components is used by features; it may not know one.',
      { path: '^src/components/' },
      { path: `^src/(${source.join('|')})/` },
    ),
    rule(
      'words-alone',
      'src/words says things in words: it knows no component and no feature.',
      { path: '^src/words/' },
      { path: `^src/(components|${source.join('|')})/` },
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
      schemas,
    ),
    rule(
      'mock-from-server',
      'mock/ is the real server with sample data: server, contract and the site build.',
      { path: '^mock/' },
      { path: '^(src|test|console)/' },
    ),
    rule(
      'mock-through-doors',
      'The sample is made through index.ts of a feature, like everything between features; export there what it needs.',
      { path: '^mock/' },
      { path: `^server/(${server.join('|')})/(?!index\\.ts$)` },
    ),
    ...featureRules,
    ...pageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.scss'],
    },
  },
}
