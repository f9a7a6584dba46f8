// Where lines run once the boxes that hold cards have their places.
import type { Line } from "./model.ts"
import type { Box, Point, Route } from "./place.ts"

/** The room above and below a box that stands in the way of lines, for their labels. */
export const apron = 30
/** The least room between the end of a line and the corner of a box. */
const corner = 24

/** What lies where, for lines to end there. */
export interface Ground {
  /** By how much everything that was placed moves. */
  readonly shift: Point
  /** The boxes that hold cards, by their ids. */
  readonly ends: ReadonlyMap<string, Box>
}

/** A line goes on through the room around a box, straight up or down to the box itself. */
export const routeOf = (line: Line, route: Route | undefined, { shift, ends }: Ground): Route => {
  const points = (route?.points ?? []).map((point) => moved(point, shift))
  const [from, to] = [ends.get(line.from), ends.get(line.to)]
  return {
    label: moved(route?.label ?? { x: 0, y: 0 }, shift),
    points: [
      ...(from === undefined ? points.slice(0, 1) : onto(from, points[1]).toReversed()),
      ...points.slice(1, -1),
      ...(to === undefined ? points.slice(-1) : onto(to, points.at(-2))),
    ],
  }
}

// To a box that is not straight below or above a line comes near its nearest corner.
const onto = (box: Box, next: Point | undefined): ReadonlyArray<Point> => {
  if (next === undefined) return []
  const isAbove = next.y < box.y + box.height / 2
  const x = Math.min(Math.max(next.x, box.x + corner), box.x + box.width - corner)
  const end = { x, y: isAbove ? box.y : box.y + box.height }
  return x === next.x ? [end] : [{ x, y: end.y + (isAbove ? -apron : apron) }, end]
}

/** A point that was moved. */
export const moved = ({ x, y }: Point, by: Point): Point => ({ x: x + by.x, y: y + by.y })
