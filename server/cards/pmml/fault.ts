/** What may be wrong with a PMML file; keys of `refusals` in messages, each sentence with the line. */
export type PmmlRefusal =
  | 'card.too-large'
  | 'card.not-well-formed'
  | 'card.document-type'
  | 'card.instruction'
  | 'card.too-deep'
  | 'card.too-many-elements'
  | 'card.unknown-element'
  | 'card.unsupported-element'
  | 'card.unknown-attribute'
  | 'card.missing-element'
  | 'card.missing-attribute'
  | 'card.repeated-element'
  | 'card.stray-text'
  | 'card.wrong-value'
  | 'card.wrong-version'
  | 'card.wrong-namespace'
  | 'card.unknown-field'
  | 'card.repeated-field'
  | 'card.no-input'
  | 'card.no-reason-code'
  | 'card.no-baseline'
  | 'card.field-needs-number'

/** A fault of a PMML file at a line (1-based); `params` fill the sentence. */
export class PmmlFault extends Error {
  constructor(
    readonly refusal: PmmlRefusal,
    readonly line: number,
    readonly params: Record<string, string> = {},
  ) {
    super(`${refusal} at line ${line} ${JSON.stringify(params)}`)
    this.name = 'PmmlFault'
  }
}
