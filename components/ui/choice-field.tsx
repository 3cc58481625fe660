import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { controlProps, Field, type FieldProps, inputClass, NeedMark, useFieldIds } from './field'
import { FieldError } from './field-error'

export type Choice = { value: string; label: string; hint?: ReactNode; disabled?: boolean }
type ChoicesProps = FieldProps & { options: readonly Choice[] }

/** A native select that starts empty unless `defaultValue` is given. */
export function Select({ options, defaultValue, ...field }: ChoicesProps & { defaultValue?: string }) {
  const t = useTranslations('ui.field')
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <select defaultValue={defaultValue ?? ''} className={`${inputClass} max-w-sm`} {...controlProps({ ...field, ...ids })}>
        <option value="">{field.optional ? t('any') : t('choose')}</option>
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

type BoxProps = { type: 'radio' | 'checkbox'; id: string; option: Choice; shared: Record<string, unknown>; checked: boolean }

/** One choice: the whole line is the target. */
function ChoiceBox({ type, id, option, shared, checked }: BoxProps) {
  return (
    <div className="flex items-start gap-3 rounded-control p-1 has-checked:bg-primary-subtle">
      <input
        {...shared}
        type={type}
        id={id}
        value={option.value}
        defaultChecked={checked}
        disabled={option.disabled}
        aria-describedby={option.hint ? `${id}-hint` : undefined}
        className="mt-1 size-5 shrink-0 accent-primary"
      />
      <div className="grid">
        <label htmlFor={id} className="py-0.5">
          {option.label}
        </label>
        {option.hint ? (
          <p id={`${id}-hint`} className="text-14 text-fg-3">
            {option.hint}
          </p>
        ) : null}
      </div>
    </div>
  )
}

type GroupProps = ChoicesProps & { type: 'radio' | 'checkbox'; chosen: readonly string[]; controlName: string; dataType?: 'bool' }

function ChoiceGroup({ type, chosen, controlName, dataType, options, ...field }: GroupProps) {
  const ids = useFieldIds(field)
  const shared = {
    name: controlName,
    required: type === 'radio' && !field.optional,
    'data-required': type === 'checkbox' && !field.optional ? 'true' : undefined,
    'data-label': field.label,
    'data-type': dataType,
  }
  return (
    <fieldset aria-describedby={ids.describedBy} disabled={field.disabled} className="grid max-w-xl gap-1.5">
      <legend className="float-left w-full font-semibold">
        {field.label}
        <NeedMark optional={field.optional} />
      </legend>
      {field.hint ? (
        <p id={ids.hintId} className="text-14 text-fg-3">
          {field.hint}
        </p>
      ) : null}
      <div className="grid gap-1">
        {options.map((option, index) => (
          <ChoiceBox
            key={option.value}
            type={type}
            id={index === 0 ? ids.control : `${ids.control}-${option.value}`}
            option={option}
            shared={shared}
            checked={chosen.includes(option.value)}
          />
        ))}
      </div>
      <FieldError id={ids.errorId} name={controlName} initial={field.error} />
    </fieldset>
  )
}

/** One of a few. `dataType="bool"` with the values `true` and `false` sends a boolean. */
export const RadioGroup = ({ defaultValue, ...rest }: ChoicesProps & { defaultValue?: string; dataType?: 'bool' }) => (
  <ChoiceGroup type="radio" controlName={rest.name} chosen={defaultValue === undefined ? [] : [defaultValue]} {...rest} />
)

/** Any of several; sends an array. Nothing is ticked unless the page says so. */
export const CheckboxGroup = ({ defaultValues = [], ...rest }: ChoicesProps & { defaultValues?: readonly string[] }) => (
  <ChoiceGroup type="checkbox" controlName={`${rest.name}[]`} chosen={defaultValues} {...rest} />
)

type CheckboxProps = Omit<FieldProps, 'label'> & { label: ReactNode; text: string; defaultChecked?: boolean }

/** One statement to agree to; sends a boolean. `text` names it in messages. */
export function Checkbox({ label, text, defaultChecked, ...rest }: CheckboxProps) {
  const ids = useFieldIds(rest)
  return (
    <div className="grid max-w-xl gap-1.5">
      <div className="flex items-start gap-3">
        <input
          type="checkbox"
          data-type="bool"
          defaultChecked={defaultChecked}
          className="mt-1 size-5 shrink-0 accent-primary"
          {...controlProps({ ...rest, label: text, ...ids })}
        />
        <label htmlFor={ids.control} className="py-0.5">
          {label}
          <NeedMark optional={rest.optional} />
        </label>
      </div>
      {rest.hint ? (
        <p id={ids.hintId} className="pl-8 text-14 text-fg-3">
          {rest.hint}
        </p>
      ) : null}
      <FieldError id={ids.errorId} name={rest.name} initial={rest.error} />
    </div>
  )
}
