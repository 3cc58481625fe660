import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { CatalogueTable } from '@/components/sources/catalogue-table'
import { PageHeader, Section } from '@/components/ui/page-header'
import { catalogue, categories, categoryNames } from '@/server/sources/domain/catalogue'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('sources.catalogue'))('title'),
})

/** Every item that the platform may use, for anybody to read. */
export default async function DataCataloguePage() {
  const [t, locale] = [await getTranslations('sources.catalogue'), await getLocale()]
  return (
    <>
      <PageHeader title={t('title')} lead={`${t('lead')}${locale === 'en' ? ' ' : ''}${t('forbidden')}`} />
      {categories.map((category) => {
        const title = `${category} ${categoryNames[category][locale === 'en' ? 'en' : 'zh']}`
        return (
          <Section key={category} title={title}>
            <CatalogueTable caption={title} items={catalogue.filter((item) => item.category === category)} />
          </Section>
        )
      })}
    </>
  )
}
