/** The two pieces of Stripe's library in use; beside it stand their types, since its own bring those of Node along. */
import Stripe from "stripe";

export const { signature } = Stripe.webhooks;
export const { createSubtleCryptoProvider } = Stripe;
/** Stripe's own signer, for tests. */
export const generateTestHeaderString = (...options) => Stripe.webhooks.generateTestHeaderStringAsync(...options);
