/** Not even one epoch would end in the time that there is. */
export class OutOfTime extends RangeError {
  /** How long one would take, with what goes before it, in seconds. */
  readonly needed: number;

  constructor(needed: number, seconds: number) {
    super(
      `learning once from every text takes about ${Math.ceil(needed)} s, of the budget ${Math.floor(seconds)} s are left for it`,
    );
    this.needed = needed;
  }
}
