/**
 * Looks a route up in a table whatever its placeholders are called: `:overwrite`, `:role` and `:user` name the
 * same place of `PUT /channels/:channel/permissions/:overwrite`.
 */
export function byRoute<T>(table: Record<string, T>): (route: string) => T | undefined {
  const rows = new Map(Object.entries(table).map(([route, row]) => [unnamed(route), row]));
  return (route) => rows.get(unnamed(route));
}

function unnamed(route: string): string {
  return route.replaceAll(/:\w+/g, ':');
}
