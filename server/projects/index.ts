export { projects } from './feature'
