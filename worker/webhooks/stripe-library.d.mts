/** The pieces of Stripe's library in use. Its own types bring those of Node along, which the Worker must not see. */
interface CryptoProvider {
  computeHMACSignatureAsync(payload: string, secret: string): Promise<string>;
}
/** `now` is Unix milliseconds; a tolerance of 0 leaves the time alone. Throws where the signature is wrong. */
export const signature: {
  verifyHeaderAsync(
    body: string,
    header: string,
    secret: string,
    tolerance: number,
    crypto: CryptoProvider,
    now: number,
  ): Promise<boolean>;
};
export const createSubtleCryptoProvider: () => CryptoProvider;
/** @public Stripe's own signer, for tests. `timestamp` is in seconds. */
export const generateTestHeaderString: (options: {
  payload: string;
  secret: string;
  timestamp: number;
  cryptoProvider: CryptoProvider;
}) => Promise<string>;
