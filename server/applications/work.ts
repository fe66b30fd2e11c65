import type { ApplicationActor } from '@jucai/contract/application-vocabulary'
import type { Work, WorkBy } from '../core/work'
import type { ApplicationDeps } from './ports'

/** Who acts: a person in a role, or the system. */
export interface By {
  personId: string | null
  role: ApplicationActor
}
/** Somebody with their own applications. */
export interface Applicant extends By {
  personId: string
  role: 'applicant'
}
/** Someone of the office at work, in the role that lets them. */
export interface Officer extends By {
  personId: string
  role: 'reviewer' | 'lead'
}
/** Nobody: a deadline has passed, a notice is over. */
export const system: By = { personId: null, role: 'system' }

/** Work on applications, whoever does it. */
export type ApplicationWork = Work<ApplicationDeps>
/** Work that leads from state to state. */
export type StepWork = WorkBy<By, ApplicationDeps>
/** Work of an applicant. */
export type OwnWork = WorkBy<Applicant, ApplicationDeps>
/** Work of an officer. */
export type OfficeWork = WorkBy<Officer, ApplicationDeps>
