export { bookInForce, faultsOfBook, publishBook, type BookInForce } from './books'
export { factsOf } from './facts'
export { policies } from './feature'
export { policiesInShort, policyCodes } from './in-short'
