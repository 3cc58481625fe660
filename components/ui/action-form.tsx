import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionFormClient, type DoneRule, type OutcomeText } from './action-form-client'
import type { ButtonVariant } from './button'

export type ActionFormProps = {
  /** Path of the tRPC mutation, e.g. `consent.grant`. */
  procedure: string
  /** `submit` names verb and object; leave it out when the children bring their own SubmitButtons. */
  labels?: { submit?: string }
  /** Values that the visitor does not type; they win over fields of the same name. bigint and Date survive. */
  fixed?: Record<string, unknown>
  onDone?: DoneRule
  /** Stays on the page after success; `{name}` is filled from the answer. */
  outcome?: OutcomeText
  variant?: ButtonVariant
  /** Beside the button: a link back, for instance. */
  secondary?: ReactNode
  children?: ReactNode
  className?: string
}

/**
 * A form that calls one procedure. Rendered on the server around native fields; only the sending needs the browser.
 * Field names make the input (dots nest, `[]` appends), `data-type` converts (see form-input.ts).
 */
export function ActionForm(props: ActionFormProps) {
  const t = useTranslations('ui.form')
  const strings = {
    summaryTitle: t.raw('summaryTitle'),
    fault: t('fault'),
    faultWithReference: t.raw('faultWithReference'),
    offline: t('offline'),
    required: t.raw('required'),
    choose: t.raw('choose'),
    fileTooLarge: t.raw('fileTooLarge'),
    problems: {
      empty: t('problems.empty'),
      chineseNumerals: t('problems.chineseNumerals'),
      format: t('problems.format'),
      precision: t('problems.precision'),
      tooLarge: t('problems.tooLarge'),
      number: t('problems.number'),
    },
  }
  return <ActionFormClient {...props} strings={strings} />
}
