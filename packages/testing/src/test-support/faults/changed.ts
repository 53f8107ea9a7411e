/** The same object, but for some of its methods. */
export function changed<Target extends object>(target: Target, changes: Partial<Target>): Target {
  return new Proxy(target, {
    get(_, name) {
      const value = Reflect.get(Object.hasOwn(changes, name) ? changes : target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
