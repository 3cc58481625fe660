import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { OriginLinks } from '@/components/sources/origins'
import { DataTable } from '@/components/ui/data-table'
import type { Peers } from '@/server/portrait/peers.repository'
import { indicatorCatalogue, type Portrait } from '@/server/portrait/schema'
import type { ClassOrigin } from '@/server/sources/schema'
import { useIndicatorText } from './indicator-text'
import type { EvidenceHref } from './reasons'

type Props = {
  portrait: Pick<Portrait, 'indicators' | 'factors'>
  href?: EvidenceHref
  peers?: Peers | null
  origins?: readonly ClassOrigin[]
}

/** Every indicator of the portrait with its value and what it earned. */
export function FactorTable({ portrait, href, peers, origins = [] }: Props) {
  const t = useTranslations('portrait.factors')
  const names = useTranslations('indicators')
  const peerText = useTranslations('portrait.peers')
  const { name, reading, value } = useIndicatorText()
  const rows = portrait.indicators.map((one) => ({
    reading: one,
    factor: portrait.factors.find(({ indicatorId }) => indicatorId === one.id),
  }))
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.reading.id}
      empty={null}
      columns={[
        {
          key: 'indicator',
          header: t('indicator'),
          cell: (row) =>
            href ? (
              <Link href={href(row.reading.id)} className="text-link underline-offset-4 hover:underline">
                {name(row.reading.id)}
              </Link>
            ) : (
              name(row.reading.id)
            ),
        },
        {
          key: 'dimension',
          header: t('dimension'),
          cell: (row) => names(`dimensions.${indicatorCatalogue[row.reading.id].dimension}`),
        },
        {
          key: 'value',
          header: t('value'),
          kind: 'figure',
          cell: (row) => (
            <>
              {reading(row.reading)}
              {row.reading.state === 'KNOWN' ? (
                <OriginLinks origins={origins} classes={row.reading.evidence.map(({ dataClass }) => dataClass)} />
              ) : null}
            </>
          ),
        },
        ...(peers
          ? [
              {
                key: 'peers',
                header: peerText('column'),
                kind: 'figure' as const,
                cell: (row: (typeof rows)[number]) => {
                  const median = peers.figures[row.reading.id]?.quantiles[2]
                  return median === undefined ? '--' : value(row.reading.id, median)
                },
              },
            ]
          : []),
        { key: 'points', header: t('points'), kind: 'figure', cell: (row) => row.factor?.points ?? '--' },
        { key: 'best', header: t('best'), kind: 'figure', cell: (row) => row.factor?.best ?? '--' },
        { key: 'neutral', header: t('neutral'), kind: 'figure', cell: (row) => row.factor?.neutral ?? '--' },
        {
          key: 'effect',
          header: t('effect'),
          cell: (row) => (
            <span className="whitespace-nowrap">
              {row.factor ? names(`effects.${row.factor.effect}`) : <span className="text-fg-3">{t('unscored')}</span>}
            </span>
          ),
        },
      ]}
    />
  )
}
