import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import type { ApplicationState } from '@/server/lending/schema'

type Row = { id: string; number: string; state: ApplicationState; suspended: boolean }

/** The newest applications and how they stand. */
export function ApplicationProgress({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('lending')
  return (
    <ul className="grid gap-3">
      {rows.map(({ id, number, state, suspended }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <Link href={`/sme/applications/${id}`} className="figures text-link underline-offset-4 hover:underline">
            {number}
          </Link>
          <StatusTag tone={suspended ? 'warning' : 'info'}>{suspended ? t('flags.SUSPENDED') : t(`states.${state}`)}</StatusTag>
        </li>
      ))}
    </ul>
  )
}
