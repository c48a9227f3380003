import { useState } from 'react';

const kept = new Map<string, unknown>();

/** State that outlives its page, for as long as the document stands: what somebody typed is there when they come back. */
export function useKept<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (kept.has(name) ? (kept.get(name) as Value) : initial));
  const set = (next: Value) => {
    kept.set(name, next);
    setValue(next);
  };
  return [value, set];
}

/** Forgets all of it: whoever comes next at this screen finds nothing. */
export function forgetKept(): void {
  kept.clear();
}
