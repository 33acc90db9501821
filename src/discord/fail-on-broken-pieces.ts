/** The part of a Sapphire store that is told about a piece that does not load. */
type Loading = { readonly strategy: { onError(error: Error, path: string): void } };

/** Makes a store's loading fail with the piece that does not load; Sapphire would print it and start without it. */
export function failOnBrokenPieces(store: Loading): void {
  store.strategy.onError = (error, path) => {
    throw new Error(`the piece at ${path} does not load`, { cause: error });
  };
}
