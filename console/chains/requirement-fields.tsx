import { disciplines, majorClasses, majorLabel } from '@jucai/contract/fit/majors'
import { mostMajors, type FitRequirements } from '@jucai/contract/fit/requirements'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { TextField } from '../parts/text-field'

/** What a shortage post asks for, in the parts that change from one half-year to the next. */
export interface Asked {
  minDegree: NonNullable<FitRequirements['minDegree']> | ''
  majors: readonly string[]
  years: string
}
/** The same of a post that is there. */
export const askedOf = ({ minDegree, majors, experienceYears }: FitRequirements): Asked => ({
  minDegree: minDegree ?? '',
  majors: majors ?? [],
  years: experienceYears === undefined ? '' : String(experienceYears),
})
/** What is written, with what else the post asks for. */
export const requirementsFrom = (
  { minDegree: _degree, majors: _majors, experienceYears: _years, ...rest }: FitRequirements,
  asked: Asked,
): FitRequirements => ({
  ...rest,
  ...(asked.minDegree ? { minDegree: asked.minDegree } : {}),
  ...(asked.majors.length > 0 ? { majors: [...asked.majors] } : {}),
  ...(asked.years ? { experienceYears: Number(asked.years) } : {}),
})
/** What is wrong with the years. */
export const yearsFault = ({ years }: Asked): string | null =>
  years === '' || /^[1-9]\d?$/.test(years) ? null : '写 1 以上的整数，不限就空着'

const all = [...disciplines, ...majorClasses].map(({ code, label }) => ({ value: code, label }))

/** Degree, majors and experience. */
export function RequirementFields({
  asked,
  onChange,
}: {
  asked: Asked
  onChange(change: Partial<Asked>): void
}) {
  return (
    <>
      <ChoiceField
        label="学历不低于"
        value={asked.minDegree}
        options={withNone('不限', choicesOf(degreeLabels))}
        onChange={(minDegree) => onChange({ minDegree })}
      />
      <TextField
        label="工作满几年"
        hint="不限就空着；不限的，应届毕业生可以报"
        fault={yearsFault(asked)}
        maxLength={2}
        value={asked.years}
        onChange={(years) => onChange({ years: years.trim() })}
      />
      <ChoiceField
        label="加一个专业门类或专业类"
        hint="一个都不选，就是不限"
        value=""
        disabled={asked.majors.length >= mostMajors}
        options={withNone(
          '选一个',
          all.filter(({ value }) => !asked.majors.includes(value)),
        )}
        onChange={(code) => {
          if (code) onChange({ majors: [...asked.majors, code] })
        }}
      />
      <ul aria-label="要求的专业">
        {asked.majors.map((code) => (
          <li key={code}>
            {majorLabel(code) ?? code}{' '}
            <Button
              size="small"
              aria-label={`去掉专业${majorLabel(code) ?? code}`}
              onClick={() => onChange({ majors: asked.majors.filter((one) => one !== code) })}
            >
              去掉
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
