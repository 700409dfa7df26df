/** A command that was answered before: what it was, and the numbers of the events it led to. */
export type RememberedCommand = {
  /** Of the command as it was sent; another one under the same id is another intent. */
  readonly payloadHash: string;
  readonly first: number;
  readonly last: number;
};
