"""From the British National Grid to latitude and longitude, without asking anybody outside.

The grid's own correction file would have to be fetched; the seven-parameter shift that comes
with PROJ is right to about five metres, which is plenty for travel between a school and a
university.
"""

from functools import cache

from pyproj import Transformer

BRITISH_GRID = "EPSG:27700"
WGS84 = "EPSG:4326"


def degrees_from_grid(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees, for metres on the grid."""
    longitude, latitude = _transformer().transform(easting, northing)
    return round(latitude, 5), round(longitude, 5)


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(BRITISH_GRID, WGS84, always_xy=True, allow_ballpark=False)
