import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where real programs and servers are started, wait for each other and die. */
const long = /\/test\/(e2e|contract|embedded|cli)\//

/**
 * What takes long begins first, so that no worker is left alone with it in the end. Among themselves files go by how long they
 * took, which nobody knows on a fresh clone, or by their size.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
