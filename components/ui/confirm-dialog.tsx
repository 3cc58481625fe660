import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ButtonVariant } from './button'
import { ConfirmDialogClient } from './confirm-dialog-client'

type Props = {
  /** On the button that opens: verb and object. */
  trigger: string
  triggerVariant?: ButtonVariant
  title: string
  /** The consequences, and an ActionForm that does it; the dialog closes when the form succeeds, so give it `onDone`. */
  children: ReactNode
}

/** Asks before an act with consequences. Focus moves in and returns; Escape leaves. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations('ui.dialog')
  return <ConfirmDialogClient {...props} cancel={t('cancel')} />
}
