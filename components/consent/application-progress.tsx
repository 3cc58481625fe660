import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import type { ApplicationState } from '@/server/lending/schema'

type Named = { name: string; nameEn: string }
type Row = {
  id: string
  number: string
  state: ApplicationState
  suspended: boolean
  product: Named
  institution: Named
}

/** The newest applications and how they stand. */
export function ApplicationProgress({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('lending')
  const english = useLocale() === 'en'
  const named = ({ name, nameEn }: Named) => (english ? nameEn : name)
  return (
    <ul className="grid gap-3">
      {rows.map(({ id, number, state, suspended, product, institution }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <span className="grid min-w-0">
            <Link href={`/sme/applications/${id}`} className="text-link underline-offset-4 hover:underline">
              {named(product)}
            </Link>
            <span className="text-14 text-fg-3">
              {named(institution)} · <span className="figures">{number}</span>
            </span>
          </span>
          <StatusTag tone={suspended ? 'warning' : 'info'}>{suspended ? t('flags.SUSPENDED') : t(`states.${state}`)}</StatusTag>
        </li>
      ))}
    </ul>
  )
}
