import features from '@eventstore/db-client/generated/serverfeatures_pb.js'

const STREAMS = 'event_store.client.streams.streams'

/** What the server says it can do. Clients choose their way of appending by it. */
export const supportedMethods = (batchAppend: boolean): InstanceType<typeof features.SupportedMethods> => {
  const supported = new features.SupportedMethods()
  supported.setEventStoreServerVersion('24.10.0')
  for (const name of ['append', 'read', 'delete', 'tombstone', ...(batchAppend ? ['batchappend'] : [])]) {
    const method = new features.SupportedMethod()
    method.setServiceName(STREAMS)
    method.setMethodName(name)
    if (name === 'read') method.setFeaturesList(['position', 'events'])
    supported.addMethods(method)
  }
  return supported
}
