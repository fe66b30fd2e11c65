import type { FormDefinition, FormField } from '@jucai/contract/forms'
import type { Harness } from '../harness'

const why = '只用来判断这一条，不给别人看。'
const options = ['甲', '乙', '丙', '丁'].map((label, index) => ({ value: `o${index}`, label: `${label}类` }))
const kinds: readonly Partial<FormField>[] = [
  { kind: 'text' },
  { kind: 'number', unit: '人' },
  { kind: 'money' },
  { kind: 'date' },
  { kind: 'single', options },
  { kind: 'multiple', options },
  { kind: 'paragraph', maxLength: 1000 },
  { kind: 'region' },
  { kind: 'school' },
  { kind: 'employer' },
]
const fieldAt = (section: number, place: number): FormField => ({
  key: `s${section}f${place}`,
  kind: 'text',
  label: `第 ${section * 10 + place + 1} 问：情况说明`,
  why,
  hint: '按实际情况填写',
  required: place === 0,
  ...kinds[place],
})

/** A form of 40 fields of every common kind in four sections: what the bench measures. */
export const longForm: FormDefinition = {
  sections: Array.from({ length: 4 }, (_, section) => ({
    key: `s${section}`,
    title: `第 ${section + 1} 部分`,
    intro: '逐项填写，填一点存一点。',
    fields: Array.from({ length: 10 }, (_field, place) => fieldAt(section, place)),
  })),
}

/** Publishes a form as the next version of a program, as the office's change or an upgrade does. */
export const publishForm = async (
  { db }: Pick<Harness, 'db'>,
  program: string,
  form: FormDefinition,
): Promise<number> => {
  const {
    id: _,
    version,
    ...last
  } = await db
    .selectFrom('program_version')
    .selectAll()
    .where('program', '=', program)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('program_version')
    .values({
      ...last,
      settings: JSON.stringify(last.settings),
      id: crypto.randomUUID(),
      version: version + 1,
      form: JSON.stringify(form),
      fingerprint: `test-${version + 1}`,
    })
    .execute()
  return version + 1
}
