import type { ComponentProps } from 'react'
import { controlProps, Field, type FieldProps, inputClass, useFieldIds } from './field'
import type { FieldType } from './form-input'

type TextFieldProps = FieldProps &
  Pick<
    ComponentProps<'input'>,
    'type' | 'autoComplete' | 'inputMode' | 'maxLength' | 'minLength' | 'placeholder' | 'readOnly' | 'spellCheck' | 'defaultValue'
  > & {
    /** `int` and so on: how the form converts the text; see form-input.ts. */
    dataType?: FieldType
    /** A unit after the box, e.g. 个月. */
    suffix?: string
  }

/** One line of text, also for whole numbers (`dataType="int" inputMode="numeric"`). */
export function TextField({ dataType, suffix, name, label, hint, optional, disabled, error, id, ...rest }: TextFieldProps) {
  const field = { name, label, hint, optional, disabled, error, id }
  const ids = useFieldIds(field)
  const narrow = dataType === 'int' || dataType === 'bps' ? 'max-w-48 figures' : ''
  return (
    <Field {...field} ids={ids}>
      <div className="flex items-center gap-2">
        <input
          type="text"
          data-type={dataType}
          className={`${inputClass} ${narrow}`}
          {...rest}
          {...controlProps({ ...field, ...ids })}
        />
        {suffix ? <span className="shrink-0 text-fg-2">{suffix}</span> : null}
      </div>
    </Field>
  )
}

type TextAreaProps = FieldProps & { rows?: number; maxLength?: number; defaultValue?: string; placeholder?: string }

/** Several lines of text. */
export function TextArea({ rows = 4, maxLength, defaultValue, placeholder, ...field }: TextAreaProps) {
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <textarea
        rows={rows}
        maxLength={maxLength}
        defaultValue={defaultValue}
        placeholder={placeholder}
        className={`${inputClass} py-2`}
        {...controlProps({ ...field, ...ids })}
      />
    </Field>
  )
}

/** A percentage with at most two decimals, sent as integer basis points. */
export const PercentField = (props: Omit<TextFieldProps, 'dataType' | 'suffix' | 'inputMode' | 'type'>) => (
  <TextField dataType="bps" inputMode="decimal" autoComplete="off" suffix="%" {...props} />
)

/** The native date picker; the value is `YYYY-MM-DD`. */
export function DateField({
  min,
  max,
  defaultValue,
  ...field
}: FieldProps & { min?: string; max?: string; defaultValue?: string }) {
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <input
        type="date"
        data-type="date"
        min={min}
        max={max}
        defaultValue={defaultValue}
        className={`${inputClass} max-w-56`}
        {...controlProps({ ...field, ...ids })}
      />
    </Field>
  )
}

/** One file, sent as `{ name, contentBase64 }`. `maxBytes` is checked before sending. */
export function FileField({ accept, maxBytes, ...field }: FieldProps & { accept?: string; maxBytes: number }) {
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <input
        type="file"
        accept={accept}
        data-max-bytes={maxBytes}
        className={`${inputClass} py-2 file:mr-3 file:rounded-control file:border-0 file:bg-primary-subtle file:px-3 file:py-1 file:font-semibold file:text-link`}
        {...controlProps({ ...field, ...ids })}
      />
    </Field>
  )
}
