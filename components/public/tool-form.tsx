import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary, type SummaryItem } from '@/components/ui/error-summary'
import { RequiredNote } from '@/components/ui/field'

type Props = {
  /** The page's own path: the question goes into its address, so that an answer can be sent on. */
  path: string
  submit: string
  faults: readonly SummaryItem[]
  /** Where every field may be left out. */
  noneRequired?: boolean
  children: ReactNode
}

/** A question that the server answers by the page itself: no script, nothing kept. The sentences are ours, not the browser's. */
export function ToolForm({ path, submit, faults, noneRequired, children }: Props) {
  const t = useTranslations('ui.form')
  return (
    <form action={path} method="get" noValidate className="grid gap-6">
      {faults.length > 0 ? <ErrorSummary title={t('summaryTitle', { count: faults.length })} items={faults} /> : null}
      {noneRequired ? null : <RequiredNote />}
      {children}
      <div>
        <Button type="submit" variant="primary">
          {submit}
        </Button>
      </div>
    </form>
  )
}
