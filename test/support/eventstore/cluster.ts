import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'

/** A node as gossip tells of it. */
export type Member = { id: string; host: string; port: number; state: 'leader' | 'follower'; alive: boolean }

const states = {
  leader: gossip.MemberInfo.VNodeState.LEADER,
  follower: gossip.MemberInfo.VNodeState.FOLLOWER,
} as const

/** What a node answers when it is asked who belongs to the cluster. */
export const clusterInfo = (members: readonly Member[]): InstanceType<typeof gossip.ClusterInfo> => {
  const info = new gossip.ClusterInfo()
  for (const { id, host, port, state, alive } of members) {
    const endPoint = new gossip.EndPoint()
    endPoint.setAddress(host)
    endPoint.setPort(port)
    const uuid = new shared.UUID()
    uuid.setString(id)
    const member = new gossip.MemberInfo()
    member.setInstanceId(uuid)
    member.setTimeStamp(`${BigInt(Date.now()) * 10_000n}`)
    member.setState(states[state])
    member.setIsAlive(alive)
    member.setHttpEndPoint(endPoint)
    info.addMembers(member)
  }
  return info
}
