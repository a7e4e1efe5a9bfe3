/** How what is typed into a secret's field and not saved yet gets saved before a step goes on. Holds no secret itself. */
import { createContext, useContext, useEffect } from 'react';
import type { SecretName } from '../../../preload/contract/views/setup.ts';

/** Answers true when it is saved. */
export type SaveSecret = () => Promise<boolean>;
export type TypedSecrets = Map<SecretName, SaveSecret>;

const Context = createContext<TypedSecrets | null>(null);
export const TypedSecretsProvider = Context.Provider;

/** Says while something is typed how it is saved; null when nothing is. */
export function useTypedSecret(name: SecretName, save: SaveSecret | null): void {
  const typed = useContext(Context);
  useEffect(() => {
    if (typed === null || save === null) return;
    typed.set(name, save);
    return () => {
      typed.delete(name);
    };
  });
}

/** Saves everything that is typed; false as soon as one is refused, which its field says. */
export async function saveTypedSecrets(typed: TypedSecrets): Promise<boolean> {
  for (const save of [...typed.values()]) if (!(await save())) return false;
  return true;
}
