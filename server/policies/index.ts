export { bookInForce, faultsOfBook, publishBook, type BookInForce } from './books'
export { factsOf } from './facts'
export { policies } from './feature'
export { judge } from './judge'
