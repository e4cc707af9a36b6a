/** A key is not there, or is not the one that this was sealed with. Nothing can be read, and nothing may be guessed. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault'
}

/** Sealed text or bytes that do not open: altered, cut short, or sealed for another person, field or file. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal'
}

/** Something new was to be sealed for a person whose key has been destroyed. */
export class PersonErased extends Error {
  override readonly name = 'PersonErased'
  readonly personId: string
  constructor(personId: string) {
    super(`the personal data of ${personId} have been erased`)
    this.personId = personId
  }
}
