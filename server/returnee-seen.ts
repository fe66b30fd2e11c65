import type { Answers } from '@jucai/contract/forms'
import { applicationOf, type ApplicationDeps } from './applications'
import type { Db } from './core/db'
import type { ReturneeSeen } from './employers'
import { programs } from './programs'

const homecoming = 'homecoming'
const fields = () =>
  programs.find(({ key }) => key === homecoming)?.form.sections.flatMap((section) => section.fields) ?? []
const wordOf = (key: string, value: unknown): string =>
  fields()
    .find((one) => one.key === key)
    ?.options?.find((option) => option.value === value)?.label ?? ''
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

const hiddenFrom = (answers: Answers): string[] =>
  [
    textOf(answers.employer),
    ...listOf(answers.hideFrom).map((one) =>
      textOf(one instanceof Object ? Reflect.get(one, 'employer') : undefined),
    ),
  ].filter((name) => name !== '')

/** Once a station has answered, until the registration is over. */
const seenIn: readonly string[] = ['answered', 'approved']

/** What a returnee let employers of their field see: nothing that says who they are. */
export const returneeSeen =
  ({ vault }: Pick<ApplicationDeps, 'vault'>) =>
  async (db: Db, applicationId: string): Promise<ReturneeSeen | null> => {
    const record = await applicationOf(db, vault, applicationId)
    if (record?.program !== homecoming || !seenIn.includes(record.state)) return null
    const { answers } = record
    if (answers.visibility !== 'matched-employers') return null
    return {
      personId: record.personId,
      field: textOf(answers.field),
      intention: wordOf('intention', answers.intention),
      horizon: wordOf('horizon', answers.horizon),
      contributions: listOf(answers.contributions).map((one) => wordOf('contributions', one)),
      hiddenFrom: hiddenFrom(answers),
    }
  }
