const ofPortraits = ['score', 'asOf', 'cardVersion', 'triangulation']

/** The fields of an access record, counted by what a person would call them. */
export function groupFields(fields: readonly string[]) {
  const count = (room: string) => fields.filter((field) => field.startsWith(`${room}.`)).length
  return {
    application: count('application'),
    summary: fields.includes('score'),
    indicators: count('indicators'),
    records: count('records'),
    months: count('months'),
    gates: count('gates') > 0,
    questions: count('questions') > 0,
    coverage: count('coverage') > 0,
    lending: !fields.includes('score') && fields.some((field) => !field.includes('.') && !ofPortraits.includes(field)),
  }
}
