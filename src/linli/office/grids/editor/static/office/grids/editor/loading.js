// Fetches the draft and turns its columns into typed arrays.
const R = 6378137; // radius of the Web Mercator map in metres

export async function fetchDraft(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export function columnsOf(draft) {
  const { units, borders, origin } = draft;
  return {
    homes: Int32Array.from(units.homes),
    community: Int32Array.from(units.community),
    label: Int32Array.from(units.label),
    inForce: units.in_force ? Int32Array.from(units.in_force) : null,
    x: Float64Array.from(units.x, (x) => x + origin[0]),
    y: Float64Array.from(units.y, (y) => y + origin[1]),
    i: Int32Array.from(borders.i),
    j: Int32Array.from(borders.j),
    price: Float64Array.from(borders.price),
    number: Int32Array.from(borders.number),
    tolerance: draft.tolerance,
  };
}

// Web Mercator metres of a place in degrees.
export function metres(lon, lat) {
  return [((lon * Math.PI) / 180) * R, Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * R];
}

// Degrees of a place in Web Mercator metres.
export function degrees(x, y) {
  return [(x / R) * (180 / Math.PI), (2 * Math.atan(Math.exp(y / R)) - Math.PI / 2) * (180 / Math.PI)];
}
