export type { InternshipDeps } from './deps'
export { internships } from './feature'
export { internshipsHeld } from './months'
