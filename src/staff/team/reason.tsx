import { TextArea } from '@/components/text-input'

interface ReasonProps {
  label: string
  hint: string
  value: string
  fault: string | undefined
  onChange(value: string): void
}

/** Why something is done to a person's account or code; they will read it. */
export function Reason({ fault, hint, ...field }: ReasonProps) {
  return <TextArea {...field} hint={`${hint}。本人会看到这句话`} error={fault} maxLength={200} />
}
