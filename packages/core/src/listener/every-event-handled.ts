/** What a read model's handlers lack when no table handles some of its events, so that the compiler names them. */
export interface NoTableHandles<Type> {
  readonly noTableHandles: Type;
}

/** Asks for nothing if `Type`, the events that no table handles, is `never`. */
export type EveryEventHandled<Type> = [Type] extends [never] ? unknown : NoTableHandles<Type>;
