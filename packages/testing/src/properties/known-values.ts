type Scalar = string | number;

/** The strings and numbers that occurred so far, by the name of the field that held them: what later commands may mean. */
export class KnownValues {
  readonly #byField = new Map<string, Set<Scalar>>();

  add(value: unknown, field = ""): void {
    if (typeof value === "string" || typeof value === "number") {
      const known = this.#byField.get(field) ?? new Set();
      this.#byField.set(field, known.add(value));
    } else if (Array.isArray(value)) {
      for (const item of value) this.add(item, field);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, item] of Object.entries(value)) this.add(item, name);
    }
  }

  /**
   * The same data, with values that are known in some places: the n-th string or number of the data is replaced by the
   * `choices[n]`-th known value of its field, and stays where that is null or nothing is known.
   */
  mixInto(data: unknown, choices: readonly (number | null)[]): unknown {
    let next = 0;
    const mixed = (value: unknown, field: string): unknown => {
      if (typeof value === "string" || typeof value === "number") return this.#chosen(value, field, choices[next++]);
      if (Array.isArray(value)) return value.map((item) => mixed(item, field));
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mixed(item, name)]));
    };
    return mixed(data, "");
  }

  #chosen(value: Scalar, field: string, choice: number | null | undefined): Scalar {
    if (choice === null || choice === undefined) return value;
    const known = [...(this.#byField.get(field) ?? [])].filter((each) => typeof each === typeof value);
    return known[choice % known.length] ?? value;
  }
}
