type Asked<Question, Answer> = {
  question: Question
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/** How questions are put together. */
type GatherOptions<Question, Answer> = {
  /** Answers a lot, one answer per question and in their order. */
  answer: (questions: readonly Question[]) => Promise<readonly Answer[]>
  /** So many lots are under way at a time; one where absent. */
  lanes?: number
  /** Questions of one lot; as many as there are where absent. */
  most?: number
  /** Whether a lot may have failed because of one question in it; it never has where absent. */
  mayBeOne?: (error: unknown) => boolean
}

/**
 * Asks many small questions in few journeys. What is asked in one go, or while all lanes are busy, goes together; who asks
 * alone waits for nobody. Where one question may have failed a lot, all are asked again one by one: none fails for its
 * neighbour's sake.
 */
export const gather = <Question, Answer>({
  answer,
  lanes = 1,
  most = Number.POSITIVE_INFINITY,
  mayBeOne = () => false,
}: GatherOptions<Question, Answer>) => {
  let waiting: Asked<Question, Answer>[] = []
  let busy = 0

  const ask = async (lot: readonly Asked<Question, Answer>[]): Promise<void> => {
    try {
      const answers = await answer(lot.map(({ question }) => question))
      for (const [index, { resolve }] of lot.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      if (lot.length > 1 && mayBeOne(error)) for (const each of lot) await ask([each])
      else for (const { reject } of lot) reject(error)
    }
  }

  const work = async (): Promise<void> => {
    // What is asked in one go leaves together.
    await Promise.resolve()
    while (waiting.length > 0) {
      const lot = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await ask(lot)
    }
    busy -= 1
  }

  return (question: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (busy >= lanes) return
      busy += 1
      void work()
    })
}
