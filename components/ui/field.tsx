import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useId } from 'react'
import { FieldError } from './field-error'

/** What every field takes. Required unless `optional`; names make the input of the form's procedure. */
export type FieldProps = {
  name: string
  label: string
  hint?: ReactNode
  /** `unmarked` where nobody expects more: the filters of a list. */
  optional?: boolean | 'unmarked'
  disabled?: boolean
  /** What the server found wrong when it rendered the page; forms that send show their own. */
  error?: string
  id?: string
}

/** Ids that tie label, hint, error and control together. */
export function useFieldIds({ id, name, hint }: Pick<FieldProps, 'id' | 'name' | 'hint'>) {
  const unique = useId()
  const control = id ?? `${name.replace(/\W+/g, '-')}-${unique.replace(/\W+/g, '')}`
  const errorId = `${control}-error`
  const hintId = `${control}-hint`
  return { control, errorId, hintId, describedBy: hint ? `${hintId} ${errorId}` : errorId }
}

export const inputClass =
  'min-h-control w-full rounded-control border border-border-strong bg-surface px-3 py-1 text-body text-fg aria-invalid:border-2 aria-invalid:border-danger disabled:bg-surface-2 disabled:text-fg-3 [&[readonly]]:bg-surface-2'

/** Attributes that every native control shares. */
export function controlProps(props: FieldProps & { describedBy: string; control: string }) {
  return {
    id: props.control,
    name: props.name,
    required: !props.optional,
    disabled: props.disabled,
    'data-label': props.label,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.error ? (true as const) : undefined,
  }
}

/** The mark beside a label: a star for what is needed, （选填） for what is not. */
export function NeedMark({ optional }: Pick<FieldProps, 'optional'>) {
  const t = useTranslations('ui.field')
  if (optional === 'unmarked') return null
  return optional ? (
    <span className="font-normal text-fg-3">{t('optional')}</span>
  ) : (
    <span aria-hidden="true" className="ml-1 text-danger">
      *
    </span>
  )
}

type FrameProps = FieldProps & { ids: ReturnType<typeof useFieldIds>; children: ReactNode; after?: ReactNode }

/** Label, hint, control and error of one control, in reading order. */
export function Field({ label, hint, name, optional, error, ids, children, after }: FrameProps) {
  return (
    <div className="grid max-w-xl content-start gap-1.5">
      <label htmlFor={ids.control} className="font-semibold">
        {label}
        <NeedMark optional={optional} />
      </label>
      {hint ? (
        <p id={ids.hintId} className="text-14 text-fg-3">
          {hint}
        </p>
      ) : null}
      {children}
      {after}
      <FieldError id={ids.errorId} name={name} initial={error} />
    </div>
  )
}

/** “标 * 为必填项”, once at the head of a form. */
export function RequiredNote() {
  return <p className="text-14 text-fg-3">{useTranslations('ui.field')('requiredNote')}</p>
}
