import { createServer, type Socket } from 'node:net'

/** The sockets of a server, to be cut on command. */
export type Connections = {
  /** Starts to listen, on the port of the last time after the first. */
  listen(): Promise<number>
  /** Cuts every connection and refuses new ones until the next `listen`. */
  close(): Promise<void>
  /** Cuts every connection; new ones are taken at once. */
  cutAll(): void
  /** Cuts the connection that a call came by; `peer` is what gRPC says of the other side. */
  cut(peer: string): void
  count(): number
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress}:${remotePort}`

/** Connections on the loopback address, each handed over as it comes. */
export const makeConnections = (taken: (socket: Socket) => void): Connections => {
  const open = new Map<string, Socket>()
  let port = 0
  const server = createServer((socket) => {
    const peer = peerOf(socket)
    open.set(peer, socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(peer))
    taken(socket)
  })
  const cutAll = () => {
    for (const socket of open.values()) socket.destroy()
  }
  return {
    listen: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      const address = server.address()
      port = typeof address === 'object' && address ? address.port : 0
      return port
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      cutAll()
      await closed
    },
    cutAll,
    cut: (peer) => open.get(peer)?.destroy(),
    count: () => open.size,
  }
}
