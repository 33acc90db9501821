declare module 'edmonds-blossom-fixed' {
  /** Takes edges as [from, to, weight], answers with the mate of each vertex, -1 for none. */
  export default function blossom(edges: number[][]): number[];
}
