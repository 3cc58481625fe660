import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { TaskList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { type ApplyStep, applySteps } from '@/server/apply/schema'
import type { PublishedProduct } from '@/server/catalogue/schema'

type Props = {
  draft: { id: string; updatedAt: Date; updatedByName: string }
  product: PublishedProduct
  progress: Record<ApplyStep, boolean>
  next: ApplyStep | 'check'
  /** May bind the firm: consent, signature and sending are theirs. */
  maySign: boolean
}

const ofSignatory: readonly string[] = ['consent', 'commitment', 'check']

/** What is done, what comes next, and what waits for whom. */
export function DraftTasks({ draft, product, progress, next, maySign }: Props) {
  const t = useTranslations('apply')
  const locale = useLocale()
  const text = useCatalogueText()
  const href = (step: string) => `/sme/applications/drafts/${draft.id}/${step}`
  const left = applySteps.filter((step) => !progress[step]).length
  const waits = ofSignatory.includes(next) && !maySign
  return (
    <>
      <PageHeader
        title={text.own(product)}
        lead={left === 0 ? t('draft.ready') : t('draft.left', { count: left + 1 })}
        actions={
          waits ? null : (
            <LinkButton variant="primary" href={href(next)}>
              {t('new.resume')}
            </LinkButton>
          )
        }
      />
      <Section
        title={t('draft.title')}
        lead={t('draft.saved', { name: draft.updatedByName, at: formatInstant(draft.updatedAt, locale) })}
      >
        <TaskList
          tasks={[...applySteps, 'check' as const].map((step) => {
            const barred = ofSignatory.includes(step) && !maySign
            const early = step === 'check' && left > 0
            return {
              label: t(`steps.${step}`),
              href: href(step),
              state: step !== 'check' && progress[step] ? 'done' : barred || early ? 'blocked' : step === next ? 'doing' : 'todo',
              hint: barred ? t('hints.signatory') : early ? t('hints.earlier') : t(`hints.${step}`),
            }
          })}
        />
        <p className="text-14 text-fg-3">{t('draft.keep')}</p>
      </Section>
    </>
  )
}
