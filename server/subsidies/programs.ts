import type { ProgramDefinition } from '../applications'
import { internshipProgram } from './programs/internship'
import { livingProgram } from './programs/living'
import { purchaseProgram } from './programs/purchase'
import { rentProgram } from './programs/rent'
import { startupProgram } from './programs/startup'

/** The subsidies that can be applied for, in the order of lists. */
export const subsidyPrograms: readonly ProgramDefinition[] = [
  livingProgram,
  rentProgram,
  purchaseProgram,
  startupProgram,
  internshipProgram,
]
