import { convertField, fieldTypeOf, type InputProblem, messageFor, pathOf, placeValue } from './form-input'

export type ReadingStrings = { required: string; choose: string; fileTooLarge: string; problems: Record<InputProblem, string> }
type Problem = { path: string; message: string }
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isControl = (element: Element): element is Control => /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName)

/** The controls of a form that have a name and are not disabled. */
export const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(isControl).filter((control) => control.name !== '' && !control.disabled)

/** Fills `{name}` placeholders from a record; unknown ones stay visible, so that a mistake is seen. */
export const fill = (text: string, values: Record<string, unknown>) =>
  text.replace(/\{([\w.]+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))

const isMissing = (control: Control, data: FormData) => {
  const values = data.getAll(control.name)
  return values.length === 0 || values.every((value) => (typeof value === 'string' ? value.trim() === '' : value.size === 0))
}

const isChoice = (control: Control) =>
  control.tagName === 'SELECT' || ['radio', 'checkbox', 'file', 'date'].includes(control.type)

/** Base64 without the data-URL head. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

/**
 * Reads a form into the input of a procedure. Files become `{ name, contentBase64 }`.
 * `data-label` names the control in messages; `required` is checked here, everything else by the server's schema.
 */
export async function readForm(form: HTMLFormElement, submitter: HTMLElement | null, strings: ReadingStrings) {
  const data = new FormData(form, submitter)
  const input: { [key: string]: unknown } = {}
  const problems: Problem[] = []
  const report = (control: Control, text: string, values: Record<string, string> = {}) => {
    const path = pathOf(control.name)
    if (!messageFor(path, problems))
      problems.push({ path, message: fill(text, { label: control.dataset.label ?? '', ...values }) })
  }
  const controls = controlsOf(form)
  for (const control of controls) {
    if (control.name.endsWith('[]')) placeValue(input, control.name, undefined)
    if ((control.required || control.dataset.required) && isMissing(control, data))
      report(control, isChoice(control) ? strings.choose : strings.required)
    if (control.dataset.type === 'bool' && control.type === 'checkbox' && !data.has(control.name))
      placeValue(input, control.name, false)
  }
  for (const [name, value] of data) {
    const control = controls.find((candidate) => candidate.name === name)
    if (typeof value !== 'string') {
      const limit = Number(control?.dataset.maxBytes ?? 0)
      if (control && limit > 0 && value.size > limit)
        report(control, strings.fileTooLarge, { limit: `${Math.floor(limit / 1024 / 1024)} MB` })
      else if (value.size > 0) placeValue(input, name, { name: value.name, contentBase64: await base64Of(value) })
      continue
    }
    const unit = control?.dataset.unit
    const converted = convertField(value, fieldTypeOf(control?.dataset.type), unit === 'wan' || unit === 'yi' ? unit : 'yuan')
    if (converted.ok) placeValue(input, name, converted.value)
    else if (control) report(control, strings.problems[converted.problem])
  }
  return { input, problems }
}
