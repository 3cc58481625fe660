import { useTranslations } from 'next-intl'
import { IndicatorId } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

/** How chosen factors and records are named (server/portrait/domain/adverse.ts), and the codes of records. */
export function useAdverseNames() {
  const { name } = useIndicatorText()
  const names = useTranslations('indicators')
  const axes = useTranslations('portrait.axes')
  /** A gate, or one of the eleven categories. */
  const codeName = (code: string) => {
    const category = `categories.${code}` as 'categories.OTHER'
    const gate = `gates.${code}.name` as 'gates.COURT_DEFAULTER.name'
    return axes.has(category) ? axes(category) : names.has(gate) ? names(gate) : code
  }
  const nameOf = (choice: string) => {
    const id = IndicatorId.safeParse(choice.replace('factor:', ''))
    return id.success ? name(id.data) : codeName(choice.replace('record:', ''))
  }
  return { nameOf, codeName }
}
