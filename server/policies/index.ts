export { bookInForce, faultsOfBook, publishBook, type BookInForce } from './books'
export { makeDryRuns, type DryRunDeps } from './dry-runs'
export { factsOf } from './facts'
export { policies } from './feature'
