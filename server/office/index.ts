export type { OfficeDeps } from './deps'
export { office } from './feature'
export { openOfficeAccount } from './opening'
export { officeNameOf, officeNamesOf } from './repository'
