import type { Context } from '../context.ts'
import type { Figure } from '../figure.ts'
import { ours } from '../sides/ours.ts'
import type { Side, SideKind } from '../sides/side.ts'

/** A check beside the speed: prints what it found about one side. */
export type Gate = (context: Context, opened: { kind: SideKind; side: Side; url: string }) => Promise<void>

/** Prints what a gate found. */
export const printGate = (
  { print }: Context,
  kind: SideKind,
  found: Pick<Figure, 'figure' | 'value' | 'unit' | 'gate'> & Partial<Figure>,
): void => print({ bench: 'append', ...(kind.key !== ours.key && { side: kind.name }), ...found })
