"""Areas of themes on the map, and their names."""

import numpy as np
import pandas as pd
import pytest

from explorer.widgets.fragment_map import build_map, chosen_ids
from pipeline.analysis.areas import Area, theme_areas
from pipeline.analysis.joined import join_fragments
from pipeline.analysis.map_names import Frame, place_names
from tests.runs import make_tables


def _bundle(label, x, y, n_points=60, wide=0.3, seed=1):
    chance = np.random.default_rng(seed)
    places = chance.normal((x, y), wide, (n_points, 2))
    return pd.DataFrame({"theme_label": label, "x": places[:, 0], "y": places[:, 1]})


def _inside(shape, point):
    """Whether a point lies in a convex shape."""
    after = np.roll(shape, -1, axis=0)
    sides = (after - shape)[:, 0] * (point[1] - shape[:, 1])
    sides -= (after - shape)[:, 1] * (point[0] - shape[:, 0])
    return (sides >= 0).all() or (sides <= 0).all()


def test_an_area_holds_its_heart_and_no_strays():
    """Points far off do not stretch the area of a theme to them."""
    strays = pd.DataFrame({"theme_label": "Bus", "x": [9.0, -9.0, 9.5], "y": [9.0, 9.0, -9.0]})
    (area,) = theme_areas(pd.concat([_bundle("Bus", 0, 0), strays]), ["Bus"])
    (shape,) = area.shapes
    assert _inside(shape, area.heart)
    assert abs(shape).max() < 2


def test_a_theme_in_two_places_has_two_shapes():
    """What lies between them is not claimed."""
    points = pd.concat([_bundle("Bus", -5, 0), _bundle("Bus", 5, 0, seed=2)])
    (area,) = theme_areas(points, ["Bus"])
    assert len(area.shapes) == 2
    assert not any(_inside(shape, (0, 0)) for shape in area.shapes)


def test_the_order_of_points_does_not_matter():
    """Shuffled points give the same areas."""
    points = pd.concat([_bundle("Bus", -5, 0), _bundle("Werk", 5, 1)])
    (one, other), (first, second) = (
        theme_areas(rows, ["Bus", "Werk"]) for rows in (points, points.sample(frac=1))
    )
    for before, after in ((one, first), (other, second)):
        assert before.heart == pytest.approx(after.heart)
        assert [shape.tolist() for shape in before.shapes] == [
            shape.tolist() for shape in after.shapes
        ]


@pytest.mark.parametrize("n_points", [1, 2, 3, 5])
def test_a_few_points_or_points_on_a_line_have_no_shape(n_points):
    """They have a heart, where the name goes."""
    line = pd.DataFrame({"theme_label": "Bus", "x": range(n_points), "y": 0.0})
    (area,) = theme_areas(line, ["Bus", "Werk"])
    assert area.shapes == ()
    assert theme_areas(line.head(0), ["Bus"]) == []


def test_no_name_is_written_over_another_or_off_the_map():
    """Forty names on a small map: those that are there are apart and within it."""
    frame = Frame(0, 0, 10, 10, 520, 600, 6.3, 15)
    chance = np.random.default_rng(5)
    areas = [Area(f"Thema nummer {n}", tuple(chance.uniform(0, 10, 2)), ()) for n in range(40)]
    names = place_names(areas, frame)
    assert 10 < len(names) <= 40
    assert names[0].label == "Thema nummer 0"
    boxes = []
    for name in names:
        x, y = frame.pixels(name.x, name.y)
        wide, high = 6 * max(map(len, name.lines)) / 2, 15 * len(name.lines) / 2
        assert wide <= x <= 520 - wide
        assert high - 1e-6 <= y <= 600 - high + 1e-6
        assert all(abs(x - a) >= wide + b or abs(y - c) >= high + d - 1e-6 for a, b, c, d in boxes)
        boxes.append((x, wide, y, high))


def test_areas_leave_the_points_to_hover_and_lasso():
    """Areas are shapes below the points: curves and their fragments stay as they were."""
    tables = make_tables(300)
    names = ("fragments", "conversations", "profiles", "themes")
    joined = join_fragments(*(tables[name] for name in names))
    built = build_map.__wrapped__(None, None, joined)
    assert len(built.drawing.data) == len(built.fragment_ids) == 6
    assert built.drawing.layout.shapes
    assert {shape.layer for shape in built.drawing.layout.shapes} == {"below"}
    assert sorted(one for curve in built.fragment_ids for one in curve) == sorted(
        joined["fragment_id"]
    )
    curve = built.drawing.data[2]
    assert len(curve.x) == len(built.fragment_ids[2])
    assert chosen_ids(built, [{"curve_number": 2, "point_index": 0}]) == [built.fragment_ids[2][0]]
    assert "<b>" in curve.text[0]
