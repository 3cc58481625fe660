import { useTranslations } from 'next-intl'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import type { MappedField } from '@/server/cards/domain/mapping'
import { indicatorCatalogue } from '@/server/portrait/schema'

export type Feed = Pick<MappedField, 'indicatorId' | 'measure'>

/** An indicator with the unit in which a card gets it. For server components. */
export function useFeedName() {
  const t = useTranslations('cards')
  const { name } = useIndicatorText()
  return ({ indicatorId, measure }: Feed) => {
    const unit = measure === 'PLAIN' ? t(`units.${indicatorCatalogue[indicatorId].unit}`) : t(`measures.${measure}`)
    return `${name(indicatorId)} · ${unit}`
  }
}
