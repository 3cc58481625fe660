import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { NoticeView } from '@/components/consent/notice-view'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../../or-not-found'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.notice'))('title') })

/** A notice word for word as it was shown, whatever the page's language is today. */
export default async function NoticePage({ params, searchParams }: Props) {
  const { id } = await params
  await requirePortal('ENTERPRISE', `/sme/consents/${id}/notice`)
  const signOffId = firstOf((await searchParams).signOff)
  const notice = await orNotFound((await api()).consent.notice({ consentId: id, ...(signOffId ? { signOffId } : {}) }))
  const [t, locale] = [await getTranslations('consent'), await getLocale()]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/consents' },
          { label: t('detailTitle'), href: `/sme/consents/${id}` },
          { label: t('notice.title') },
        ]}
      />
      <PageHeader
        title={t('notice.title')}
        lead={
          notice.confirmedAt
            ? t('notice.lead', { at: formatInstant(notice.confirmedAt, locale === 'en' ? 'en' : 'zh-CN') })
            : t('notice.leadPending')
        }
      />
      {notice.lines && notice.title ? (
        <Section title={notice.title} titleLang={notice.language} lead={t('confirm.version', { version: notice.version })}>
          <NoticeView lines={notice.lines} sha256={notice.sha256} language={notice.language} />
        </Section>
      ) : (
        <Banner title={t('notice.lost.title')}>
          {t('notice.lost.body', { version: notice.version })} <code className="break-all">{notice.sha256}</code>
        </Banner>
      )}
    </>
  )
}
