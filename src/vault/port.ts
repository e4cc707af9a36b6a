/**
 * The vault keeps what must not lie open: personal fields sealed under a key per person, blind indexes for ID numbers, and
 * files. Destroying a person's key erases them everywhere and breaks no hash.
 */
export type Vault = {
  /** Loads, and where asked creates and commits, the keys of these persons, so that `seal` and `open` need no I/O. */
  keysOf(personIds: readonly string[], options?: { create: boolean }): Promise<PersonKeys>
  /** HMAC of a normalised ID number under the current index key: `<key version>-<32 hex digits>`. */
  blindIndex(idNumber: string): string
  /** Keeps a file sealed, addressed by the SHA-256 of its plain bytes (hex); keeping it twice is the same. */
  keepFile(bytes: Buffer): Promise<{ sha256: string; size: number }>
  /** The plain bytes of a kept file, or undefined. */
  findFile(sha256: string): Promise<Buffer | undefined>
  /** Destroys a person's key: what was sealed under it reads `erased` from now on. */
  erase(personId: string): Promise<void>
}

/** Keys of some persons, at hand for pure sealing and opening. */
export type PersonKeys = {
  /** Any JSON value as sealed text `sealed:<…>`, bound to the person and to the name of the field. */
  seal(personId: string, field: string, value: unknown): string
  /** The value again, or `erased` where the key is gone. Throws when the text was not sealed for this person and field. */
  open(personId: string, field: string, sealed: string): unknown
}
