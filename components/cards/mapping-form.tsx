import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import type { DataType } from '@/server/cards/domain/card'
import { unfed } from '@/server/cards/schema'
import { type Feed, useFeedName } from './feed-name'

type Props = {
  cardId: string
  fields: readonly { name: string; displayName: string | null; dataType: DataType; feeds: readonly Feed[] }[]
}

/** Which indicator feeds each field; offered are only those whose unit fits the field's type. */
export function MappingForm({ cardId, fields }: Props) {
  const t = useTranslations('cards')
  const nameOf = useFeedName()
  return (
    <ActionForm procedure="cards.map" fixed={{ cardId }} labels={{ submit: t('map') }} onDone={{ refresh: true }}>
      {fields.map(({ name, displayName, dataType, feeds }, at) => (
        <div key={name}>
          <input type="hidden" name={`fields.${at}.field`} value={name} />
          {feeds.length > 0 ? (
            <Select
              name={`fields.${at}.feed`}
              label={displayName ? `${displayName} (${name})` : name}
              hint={t(`types.${dataType}`)}
              defaultValue={unfed}
              options={[
                { value: unfed, label: t('none') },
                ...feeds.map((feed) => ({ value: `${feed.indicatorId}|${feed.measure}`, label: nameOf(feed) })),
              ]}
            />
          ) : (
            <p className="text-fg-2">
              <span className="font-semibold">{name}</span> · {t(`types.${dataType}`)} · {t('noFit')}
            </p>
          )}
        </div>
      ))}
    </ActionForm>
  )
}
