/** The fields of an access record, counted by what a person would call them. */
export function groupFields(fields: readonly string[]) {
  const count = (room: string) => fields.filter((field) => field.startsWith(`${room}.`)).length
  return {
    summary: fields.includes('score'),
    indicators: count('indicators'),
    months: count('months'),
    gates: count('gates') > 0,
    questions: count('questions') > 0,
    coverage: count('coverage') > 0,
    lending: fields.some((field) => !field.includes('.') && field !== 'score') && !fields.includes('score'),
  }
}
