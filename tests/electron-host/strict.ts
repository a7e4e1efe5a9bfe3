/** What the host does not have fails by its name and never passes in silence: a new call of the app costs a new piece of host. */

const always = new Set([
  'then',
  'toJSON',
  'constructor',
  'nodeType',
  '$$typeof',
  '__esModule',
  'default',
  'prototype',
]);

export function missing(path: string): Error {
  return new Error(`The test host has no electron.${path}`);
}

/** The same object, but reading a name that it does not have throws. */
export function strict<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(object, key) {
      const isKnown = typeof key === 'symbol' || key in object || always.has(key) || key.startsWith('_');
      if (!isKnown) throw missing(`${name}.${key}`);
      const value: unknown = Reflect.get(object, key, object);
      return typeof value === 'function' && !isClass(value) ? value.bind(object) : value;
    },
  });
}

type Constructor = new (...args: never[]) => object;

/** A class whose instances and statics are strict. */
export function strictClass<T extends Constructor>(made: T, name: string): T {
  return new Proxy(made, {
    construct: (target, args, own) => strict(Reflect.construct(target, args, own), name),
    get(target, key) {
      if (typeof key === 'string' && !(key in target) && !always.has(key)) throw missing(`${name}.${key}`);
      return Reflect.get(target, key, target);
    },
  });
}

/** Methods and arrow functions have no prototype of their own; asked through a proxy as well. */
function isClass(value: object): boolean {
  return Object.hasOwn(value, 'prototype');
}

/** What a listener may prevent. */
export interface Preventable {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function event<T extends object>(more: T): T & Preventable {
  return {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
