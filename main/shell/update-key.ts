/**
 * The key that version files are signed for (ed25519, SPKI in base64). It is made once by whoever releases the product
 * (`node build/sign-version.ts new-key FILE`), who alone keeps the other half. Null: none was made yet, so no notice is ever believed.
 */
export const updatePublicKey: string | null = null;
