import { connect, createServer, type Socket } from 'node:net'

/** A TCP line in front of a store, to make the network fail on command. */
export type FaultyLine = {
  port: number
  /** Lets the next request that names this stream through, and cuts the connection when its answer comes back. */
  loseAnswerTo(stream: string): void
  /** Cuts every connection; new ones are taken at once. */
  cut(): void
  /** Ends every connection cleanly, as a server does that shuts down in order. */
  end(): void
  /** Cuts every connection and refuses new ones until `restore`. */
  fail(): void
  /** Keeps connections open and passes nothing on, in either direction. */
  hush(): void
  /** Passes everything again; what was swallowed stays lost. */
  restore(): void
  /** Bytes that have gone to the client so far. */
  delivered(): number
  close(): Promise<void>
}

type Mode = 'pass' | 'refuse' | 'hush'

/** Bytes of the longest stream name. */
const LONGEST_NAME = 200

/** Starts a line to a host and port. */
export const startFaultyLine = async (host: string, port: number): Promise<FaultyLine> => {
  let mode: Mode = 'pass'
  let lost: string | undefined
  let delivered = 0
  const open = new Set<Socket>()

  const cut = () => {
    for (const socket of open) socket.destroy()
  }

  const keep = (socket: Socket, other: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      open.delete(socket)
      other.destroy()
    })
    socket.on('end', () => other.end())
  }

  const server = createServer((client) => {
    if (mode === 'refuse') {
      client.destroy()
      return
    }
    const store = connect(port, host)
    let doomed = false
    let last = Buffer.alloc(0)
    keep(client, store)
    keep(store, client)
    client.on('data', (bytes) => {
      if (mode === 'hush') return
      // A name may come in two pieces.
      const heard = Buffer.concat([last, bytes])
      if (lost !== undefined && heard.includes(lost)) {
        lost = undefined
        doomed = true
      }
      last = heard.subarray(-LONGEST_NAME)
      store.write(bytes)
    })
    store.on('data', (bytes) => {
      if (mode === 'hush') return
      if (doomed) client.destroy()
      else client.write(bytes)
      delivered += bytes.length
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    loseAnswerTo: (stream) => {
      lost = stream
    },
    cut,
    end: () => {
      for (const socket of open) socket.end()
    },
    fail: () => {
      mode = 'refuse'
      cut()
    },
    hush: () => {
      mode = 'hush'
    },
    restore: () => {
      mode = 'pass'
    },
    delivered: () => delivered,
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
