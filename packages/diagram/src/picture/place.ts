// Where boxes and lines lie: layers from top to bottom.
import { Graph, layout } from "@dagrejs/dagre"

export interface Point {
  readonly x: number
  readonly y: number
}

/** How large something is. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A box; x and y are its left and its top. */
export interface Box extends Point, Size {}

/** A line that is to be drawn, and the room that its label needs. */
export interface Wanted extends Size {
  readonly from: string
  readonly to: string
}

/** Where a line runs; `label` is the middle of its label. */
export interface Route {
  readonly points: ReadonlyArray<Point>
  readonly label: Point
}

export interface Placed {
  readonly boxes: ReadonlyMap<string, Box>
  /** In the order in which they were wanted. */
  readonly routes: ReadonlyArray<Route>
}

/** Places boxes in layers, and the lines between them. */
export const placed = (boxes: ReadonlyMap<string, Size>, lines: ReadonlyArray<Wanted>): Placed => {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: "TB", nodesep: 44, edgesep: 26, ranksep: 44 })
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height })
  for (const [index, { from, to, width, height }] of lines.entries())
    graph.setEdge(from, to, { width, height, labelpos: "c", weight: 1 }, `${index}`)
  layout(graph)
  return {
    boxes: new Map([...boxes].map(([id, size]) => [id, boxAt(graph.node(id), size)])),
    routes: lines.map(({ from, to }, index) => routeOf(graph.edge(from, to, `${index}`))),
  }
}

/**
 * The same, so that of what lies beside each other the first one stands at the left, where a mirror
 * can do that.
 */
export const inReadingOrder = (ids: ReadonlyArray<string>, place: Placed): Placed => {
  const boxes = ids.flatMap((id) => place.boxes.get(id) ?? [])
  const steps = boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter(({ y, height }) => y < box.y + box.height && box.y < y + height)
      .map(({ x }) => Math.sign(x - box.x)),
  )
  return steps.reduce((sum, step) => sum + step, 0) < 0 ? mirrored(place) : place
}

const mirrored = ({ boxes, routes }: Placed): Placed => ({
  boxes: new Map([...boxes].map(([id, box]) => [id, { ...box, x: -box.x - box.width }])),
  routes: routes.map(({ points, label }) => ({ points: points.map(turned), label: turned(label) })),
})

const turned = ({ x, y }: Point): Point => ({ x: -x, y })

// The library says of what it found no more than that it is something.
const boxAt = (found: unknown, size: Size): Box => {
  const { x, y } = pointOf(found)
  return { x: x - size.width / 2, y: y - size.height / 2, ...size }
}

const routeOf = (found: unknown): Route => {
  const points = isRecord(found) ? found["points"] : undefined
  return { points: Array.isArray(points) ? points.map(pointOf) : [], label: pointOf(found) }
}

const pointOf = (found: unknown): Point => {
  const { x, y } = isRecord(found) ? found : {}
  if (typeof x !== "number" || typeof y !== "number")
    throw new Error(`the layout placed something nowhere: got ${String(x)}, ${String(y)}`)
  return { x, y }
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null
