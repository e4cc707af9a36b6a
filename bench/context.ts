import type { Print } from './figure.ts'
import type { Options } from './options.ts'
import type { BenchServer } from './server.ts'
import { allSides } from './sides/all.ts'
import type { Side, SideKind } from './sides/side.ts'

/** What a bench works with. */
export type Context = { server: BenchServer; options: Options; print: Print; say: (sentence: string) => void }

/** The sides that were asked for. */
export const chosen = ({ options }: Context): readonly SideKind[] =>
  allSides.filter(({ key }) => options.sides.includes(key))

/** Works with sides that each have a new database, and takes everything away afterwards. */
export const withSides = async <Result>(
  { server }: Context,
  kinds: readonly SideKind[],
  work: (sides: readonly { kind: SideKind; side: Side; url: string }[]) => Promise<Result>,
): Promise<Result> => {
  const opened: { kind: SideKind; side: Side; url: string }[] = []
  try {
    for (const kind of kinds) {
      const url = await server.freshDatabase()
      opened.push({ kind, url, side: await kind.open(url) })
    }
    return await work(opened)
  } finally {
    for (const { side, url } of opened) {
      await side.close()
      await server.dropDatabase(url)
    }
  }
}
