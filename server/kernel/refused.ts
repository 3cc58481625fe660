/** What was asked may not happen, for a reason a person can act on. `code` is a key below `refusals` in messages. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code)
    this.name = 'Refused'
  }
}

/** There is no such thing, or it is somebody else's: both look alike from outside. */
export class NotFound extends Refused {
  constructor(what: string) {
    super('not-found', { what })
    this.name = 'NotFound'
  }
}

/** Somebody else moved it first; the page shows a state that has passed. `first`, where known: who it was, and what they did. */
export class ChangedMeanwhile extends Refused {
  constructor(what: string, first?: { by: string; event: string }) {
    super(first ? 'changed-by' : 'changed-meanwhile', { what, ...first })
    this.name = 'ChangedMeanwhile'
  }
}

/** Something that the answer has to wait for does not answer; the same request may succeed in a moment. */
export class Unavailable extends Refused {
  constructor(code: string) {
    super(code)
    this.name = 'Unavailable'
  }
}
