/**
 * Runs work at most `most` at a time, in the order of asking. A place that becomes free is handed to whoever waits longest,
 * never put up: somebody who asks in between could take it as well, and there would be one too many.
 */
export function inTurn(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running < most) running++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
