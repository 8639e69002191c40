"""A figure of bars as a chart that PowerPoint can edit, with its own small workbook."""

from __future__ import annotations

from typing import Any

from pipeline.analysis.figure import ACCENT, COLOURS, Figure
from pipeline.analysis.words import column
from pipeline.export.chart_style import INK
from pipeline.export.pptx_parts import Box, describe_shape
from pipeline.export.pptx_text import Page
from pipeline.export.slides import SMALLEST_POINTS, figure_words, label_width

_ROOM = 1.18  # of the longest bar, for the value at its end
_FORMATS = {"number": "#,##0", "percent": "0%"}
_GAP = 40  # between bars, in percent of a bar
_MOST_LABEL = 0.5  # of the width of the chart


def add_chart(page: Page, figure: Figure, box: Box) -> None:
    """Bars in the order of the figure, the first on top, each with its value; no legend."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=_FORMATS[figure.scale])
    data.categories = [str(name) for name in figure.data[figure.y]]
    data.add_series(column(figure.x), figure.data[figure.x].tolist())
    kind = XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.page.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    describe_shape(frame, "Grafiek", f"Staafdiagram. {figure_words(figure)}")
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    _letters(page, chart.font)
    _axes(chart, figure)
    _bars(page, chart.plots[0], figure)
    width = box.width / page.point
    _room_for_names(chart, label_width(figure, _MOST_LABEL * width) / width)


def _axes(chart: Any, figure: Figure) -> None:
    from pptx.enum.chart import XL_TICK_MARK

    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.fill.background()
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = values.has_major_gridlines = False
    values.visible = False
    values.minimum_scale = 0
    values.maximum_scale = float(figure.data[figure.x].max()) * _ROOM


def _bars(page: Page, plot: Any, figure: Figure) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION

    plot.gap_width, plot.vary_by_categories, plot.has_data_labels = _GAP, False, True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = _FORMATS[figure.scale], False
    _letters(page, labels.font)
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT[1:])
    for place, name in enumerate(figure.data[figure.colour] if figure.colour else ()):
        fill = series.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(COLOURS.get(str(name), ACCENT)[1:])


def _letters(page: Page, letters: Any) -> None:
    from pptx.dml.color import RGBColor

    letters.size, letters.name = page.emu(SMALLEST_POINTS), page.font
    letters.color.rgb = RGBColor.from_string(INK[1:])


def _room_for_names(chart: Any, share: float) -> None:
    """Let the bars begin at this share of the width, and leave no name out."""
    from lxml import etree

    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    area = chart._chartSpace.xpath("c:chart/c:plotArea")[0]  # noqa: SLF001 - no public way
    for layout in area.xpath("c:layout"):
        area.remove(layout)
    parts = {"xMode": "edge", "yMode": "edge", "x": share, "y": 0, "w": 1 - share, "h": 1}
    inner = "".join(f'<c:{name} val="{value}"/>' for name, value in parts.items())
    layout = (
        f'<c:layout xmlns:c="{space}"><c:manualLayout><c:layoutTarget val="inner"/>{inner}'
        "</c:manualLayout></c:layout>"
    )
    area.insert(0, etree.fromstring(layout))
    every = etree.fromstring(f'<c:tickLblSkip xmlns:c="{space}" val="1"/>')
    area.xpath("c:catAx/c:noMultiLvlLbl")[0].addprevious(every)
