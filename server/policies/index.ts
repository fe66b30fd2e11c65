export { bookFromFile } from './book-file'
export {
  bookBody,
  bookInForce,
  faultsOfBook,
  newestVersion,
  openableNow,
  publishBook,
  versionInForce,
  type BookInForce,
} from './books'
export { makeDryRuns, type DryRunDeps } from './dry-runs'
export { factsOf, toldFacts } from './facts'
export { policies } from './feature'
export { grantRules } from './grant-rules'
export { policiesInShort, policyCodes } from './in-short'
export { judgeByBook } from './judging'
export { standardChanges } from './standard-changes'
export { parametersOn } from './parameters-on'
export type { KnownDeps } from './known-elsewhere'
