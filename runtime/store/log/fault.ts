// The three ways the log refuses: its files are damaged, the disk is full, or a sync failed and nothing can be trusted till it is reopened.

/** Bytes of the log are not what was written. `offset` is where in `file` the first bad record begins. */
export class LogDamaged extends Error {
  override readonly name = "LogDamaged";
  readonly file: string;
  readonly offset: number;

  constructor(file: string, offset: number, reason: string) {
    super(`log file ${file} is damaged at byte ${offset}: ${reason}`);
    this.file = file;
    this.offset = offset;
  }
}

/** The disk or quota is full. Nothing of the frame was kept; the log takes appends again as soon as there is room. */
export class LogFull extends Error {
  override readonly name = "LogFull";
}

/** A sync or an undo failed, so what is on the disk is not known; every append is refused until the log is reopened. */
export class LogStopped extends Error {
  override readonly name = "LogStopped";
}
