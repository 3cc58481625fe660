import { TRPCError } from '@trpc/server'
import { useTranslations } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { CardParts } from '@/components/cards/card-parts'
import { cardState, cardTones } from '@/components/cards/card-state'
import { useFeedName } from '@/components/cards/feed-name'
import { MappingForm } from '@/components/cards/mapping-form'
import { type Trial, TryCard, valueKey } from '@/components/cards/try-card'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { explain } from '@/server/trpc/explain'
import { orNotFound } from '../../../or-not-found'

type Props = { params: Promise<{ cardId: string }>; searchParams: Promise<SearchParams> }
type Shown = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['cards']['one']>>

const path = '/bank/cards'

export async function generateMetadata() {
  return { title: (await getTranslations('cards'))('title') }
}

/** One version of a card: what it reads and scores, which indicators feed it, a trial, and putting it to use. */
export default async function CardPage({ params, searchParams }: Props) {
  const { cardId } = await params
  const session = await requirePortal('INSTITUTION', `${path}/${cardId}`)
  const t = await getTranslations('cards')
  if (!mayOpen(session, 'card.read')) return <ForbiddenState />
  const caller = await api()
  const shown = await orNotFound(caller.cards.one({ cardId }))
  const asked = await searchParams
  const values = new Map(shown.fields.map(({ name }, at) => [name, firstOf(asked[valueKey(at)]) ?? '']))
  const trial = firstOf(asked.try) ? await tried(cardId, values) : null
  const state = cardState(shown)
  const manages = mayOpen(session, 'card.manage')
  const title = `${shown.code} · ${t('version', { version: shown.version })}`
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: path }, { label: title }]} />
      <PageHeader title={title} status={<StatusTag tone={cardTones[state]}>{t(`states.${state}`)}</StatusTag>} />
      <Facts shown={shown} />
      <Section title={t('mapping')} lead={t('mappingLead')}>
        {state === 'NEW' && manages ? <MappingForm cardId={cardId} fields={shown.fields} /> : <Mapping shown={shown} />}
      </Section>
      {manages && (state === 'MAPPED' || state === 'IN_USE') ? (
        <Section
          title={state === 'MAPPED' ? t('putToUse') : t('retire')}
          lead={state === 'MAPPED' ? t('putToUseHint') : undefined}
        >
          <ActionForm
            procedure={state === 'MAPPED' ? 'cards.putToUse' : 'cards.retire'}
            variant={state === 'MAPPED' ? 'primary' : 'secondary'}
            fixed={{ cardId }}
            labels={{ submit: state === 'MAPPED' ? t('putToUse') : t('retire') }}
            onDone={{ refresh: true }}
          />
        </Section>
      ) : null}
      <Section title={t('characteristics')}>
        <CardParts card={shown.card} />
      </Section>
      <Section title={t('tryTitle')} lead={t('tryLead')}>
        <TryCard path={`${path}/${cardId}`} fields={shown.card.fields} values={values} trial={trial} />
      </Section>
    </div>
  )
}

/** The trial, or the sentence of the value that refused it. */
async function tried(cardId: string, values: ReadonlyMap<string, string>): Promise<Trial> {
  try {
    return await (await api()).cards.tryOut({ cardId, values: [...values].map(([field, value]) => ({ field, value })) })
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return { error: explain(error, (await getLocale()) === 'en' ? 'en' : 'zh-CN').message }
  }
}

async function Facts({ shown }: { shown: Shown }) {
  const t = await getTranslations('cards')
  const { card } = shown
  return (
    <Section title={t('facts')}>
      <SummaryList
        rows={[
          { label: t('columns.model'), value: shown.modelName },
          { label: t('fileName'), value: shown.fileName },
          { label: t('digest'), value: <code className="break-all text-13">{shown.digest}</code> },
          {
            label: t('columns.uploaded'),
            value: (
              <>
                <DateText value={shown.uploadedAt} /> · {shown.uploadedByName}
              </>
            ),
          },
          ...(shown.mappedByName ? [{ label: t('mappedBy'), value: shown.mappedByName }] : []),
          ...(shown.inUseSince ? [{ label: t('inUseSince'), value: <DateText value={shown.inUseSince} /> }] : []),
          ...(shown.retiredAt ? [{ label: t('retiredAt'), value: <DateText value={shown.retiredAt} /> }] : []),
          { label: t('initialScore'), value: card.initialScore },
          ...(card.target ? [{ label: t('target'), value: <Target target={card.target} /> }] : []),
          { label: t('algorithm'), value: card.useReasonCodes ? t(`algorithms.${card.reasonCodeAlgorithm}`) : t('noReasons') },
        ]}
      />
    </Section>
  )
}

/** What becomes of the sum of points, step by step in the order in which it is done. */
function Target({ target }: { target: NonNullable<Shown['card']['target']> }) {
  const t = useTranslations('cards.targetSteps')
  const { min, max, rescaleFactor, rescaleConstant, castInteger } = target
  const steps = [
    min === null ? null : t('min', { value: min }),
    max === null ? null : t('max', { value: max }),
    rescaleFactor === '1' ? null : t('factor', { value: rescaleFactor }),
    rescaleConstant === '0' ? null : t('constant', { value: rescaleConstant }),
    castInteger ? t(castInteger) : null,
  ].filter((step) => step !== null)
  return (
    <ol className="grid gap-0.5">
      {steps.length === 0 ? <li>{t('none')}</li> : steps.map((step) => <li key={step}>{step}</li>)}
    </ol>
  )
}

function Mapping({ shown }: { shown: Shown }) {
  const nameOf = useFeedName()
  return (
    <SummaryList
      rows={shown.fields.map(({ name }) => {
        const feed = shown.mapping?.find((one) => one.field === name)
        return { label: name, value: feed ? nameOf(feed) : <NotFed /> }
      })}
    />
  )
}

async function NotFed() {
  return <>{(await getTranslations('cards'))('none')}</>
}
