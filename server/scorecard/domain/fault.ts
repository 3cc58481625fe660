/** What is wrong with a file or a request, in one plain sentence for the analyst who typed the command. */
export class ScorecardFault extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'ScorecardFault'
  }
}
