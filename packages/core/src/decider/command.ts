/** A request that may be refused. The stream it goes to is not part of its data. */
export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}
