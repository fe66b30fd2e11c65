import type { ProgramDefinition } from './applications'
import { homecomingProgram } from './homecoming/program'
import { apartmentProgram } from './housing'
import { recognitionProgram } from './recognition/program'
import { schoolingProgram } from './schooling/program'
import { stationFor } from './stations'
import { parametersOn } from './policies'
import { subsidyPrograms } from './subsidies'
import { workspaceProgram } from './workspaces/program'

/**
 * Everything that can be applied for in this city, in the order of lists. A new program is one file in its
 * feature and a line here.
 */
export const programs: readonly ProgramDefinition[] = [
  homecomingProgram({ stationFor }),
  recognitionProgram,
  apartmentProgram,
  schoolingProgram,
  ...subsidyPrograms,
  workspaceProgram({
    freeMonths: async (db, day) => (await parametersOn(db, ['workspaceMonths'], day))[0] ?? null,
  }),
]
