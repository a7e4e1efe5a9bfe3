/**
 * The page takes only types of `main/core`, by way of the contract; the compiler follows them into the one file that hashes with Node.
 * Declared by what that file uses, so that nothing else of Node has a type here.
 */
declare module 'node:crypto' {
  export function hash(algorithm: string, data: string, outputEncoding: 'hex'): string;
}
