import type { Node } from './node.ts'

/** Answers an append that is done, unless this answer is to go astray. `send` is told how many times to answer. */
export const reply = (
  { trouble, connections }: Node,
  call: { getPeer(): string },
  stream: string,
  send: (times: number) => void,
): void => {
  const fault = trouble.replies.get(stream)
  trouble.replies.delete(stream)
  switch (fault?.is) {
    case undefined:
      send(1)
      break
    case 'lost':
      connections.cut(call.getPeer())
      break
    case 'withheld':
      break
    case 'late':
      setTimeout(() => send(1), fault.delay)
      break
    case 'doubled':
      send(2)
      break
  }
}
