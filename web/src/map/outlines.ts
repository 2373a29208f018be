// The outlines of the world, made when the page is built (web/geometry/).
import made from "virtual:geometry";
import type { Geometry } from "../../geometry/geometry";

export type { Region } from "../../geometry/geometry";
export const geometry = made as Geometry;
