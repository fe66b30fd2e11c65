import type { ReactNode } from 'react'
import { useArrivals } from '../evidence/arrivals'
import { FormContext, type FormApi } from './form-store'

/** Gives a form to the fields below, and to the form the files that arrive for it. */
export function FormProvider({ value, children }: { value: FormApi; children: ReactNode }) {
  useArrivals(value)
  return <FormContext.Provider value={value}>{children}</FormContext.Provider>
}
