"""Units: what their names mean, and which become which."""

import pytest

from forecast.errors import FigureError
from forecast.figures import Unit, conversion, read_figure, read_unit, write_unit

UNITS = [
    ("tỷ đồng", Unit("money", 1e9, "đồng")),
    ("tỉ đồng", Unit("money", 1e9, "đồng")),
    ("nghìn tỷ đồng", Unit("money", 1e12, "đồng")),
    ("triệu đồng/người/năm", Unit("money", 1e6, "đồng", ("người", "năm"))),
    ("triệu đồng/ha/năm", Unit("money", 1e6, "đồng", ("ha", "năm"))),
    ("triệu USD", Unit("money", 1e6, "USD")),
    ("nghìn lượt khách/năm", Unit("count", 1e3, "lượt khách", ("năm",))),
    ("triệu lượt khách", Unit("count", 1e6, "lượt khách")),
    ("lượt người/năm", Unit("count", 1, "lượt người", ("năm",))),
    ("%", Unit("percent", 1, "%")),
    ("%/năm", Unit("percent", 1, "%", ("năm",))),
    ("% so với 2025", Unit("percent", 1, "% so với 2025")),
    ("% giảm", Unit("percent", 1, "% giảm")),
    ("điểm phần trăm", Unit("points", 1, "điểm %")),
    ("km²", Unit("area", 1e6, "km²")),
    ("km2", Unit("area", 1e6, "km²")),
    ("ha", Unit("area", 1e4, "ha")),
    ("tấn/năm", Unit("mass", 1e3, "tấn", ("năm",))),
    ("hộ", Unit("count", 1, "hộ")),
    ("HTX", Unit("count", 1, "hợp tác xã")),
    ("trường (trên 8)", Unit("count", 1, "trường")),
    ("thuê bao/100 dân", Unit("count", 1, "thuê bao", ("100 dân",))),
    ("thuê bao/1.000 người", Unit("count", 1, "thuê bao", ("1000 dân",))),
    ("triệu đồng/01 ha", Unit("money", 1e6, "đồng", ("ha",))),
    ("tuyến phố", Unit("count", 1, "tuyến phố")),
    ("căn hộ", Unit("count", 1, "căn hộ")),
    ("lần", Unit("ratio", 1, "lần")),
    ("chỉ số", Unit("index", 1, "chỉ số")),
    ("", Unit("status", 1, "")),
    ("  ", Unit("status", 1, "")),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_units_of_the_plans_are_read(text: str, unit: Unit) -> None:
    assert read_unit(text, "vi") == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("billion VND", Unit("money", 1e9, "đồng")),
        ("million VND/person/year", Unit("money", 1e6, "đồng", ("người", "năm"))),
        ("million VND per capita a year", Unit("money", 1e6, "đồng", ("người", "năm"))),
        ("thousand visits", Unit("count", 1e3, "lượt khách")),
        ("people", Unit("count", 1, "người")),
        ("%", Unit("percent", 1, "%")),
        ("per cent", Unit("percent", 1, "%")),
        ("% compared with 2025", Unit("percent", 1, "% so với 2025")),
        ("points", Unit("points", 1, "điểm")),
        ("percentage points", Unit("points", 1, "điểm %")),
        ("tonnes", Unit("mass", 1e3, "tấn")),
        ("kiosks", Unit("count", 1, "kiosks")),
    ],
)
def test_english_units_have_the_vietnamese_names(text: str, unit: Unit) -> None:
    assert read_unit(text, "en") == unit


@pytest.mark.parametrize(
    "text", ["tỷ đồng/", "%)", "m²²", "hộ (nghèo", "5 hộ", "một hai ba bốn năm sáu bảy tám chín mười a b c"]
)
def test_what_is_no_name_of_a_unit_is_refused(text: str) -> None:
    with pytest.raises(FigureError) as caught:
        read_unit(text, "vi")
    assert caught.value.code == "figure_unit_text"


@pytest.mark.parametrize(("text", "unit"), [pair for pair in UNITS if pair[0].strip()])
def test_a_written_unit_is_read_back_in_both_languages(text: str, unit: Unit) -> None:
    assert [read_unit(write_unit(unit, language), language) for language in ("vi", "en")] == [unit, unit]


CONVERSIONS = [
    ("nghìn lượt khách", "triệu lượt khách", 1e-3),
    ("triệu đồng", "tỷ đồng", 1e-3),
    ("tỷ", "tỷ đồng", 1),
    ("triệu", "triệu đồng/người/năm", 1),
    ("triệu đồng/năm", "triệu đồng/người/năm", 1),
    ("triệu đồng/người/năm", "triệu đồng", 1),
    ("triệu khách du lịch", "nghìn lượt khách", 1e3),
    ("triệu", "nghìn lượt khách/năm", 1e3),
    ("lượt lao động", "lao động/năm", 1),
    ("đảng viên mới", "người/năm", None),
    ("đảng viên", "người/năm", 1),
    ("lượt người", "người", 1),
    ("lượt", "lượt khách", 1),
    ("lượt xe", "lượt khách", None),
    ("trường học", "trường", 1),
    ("trường hợp", "trường", None),
    ("khách sạn", "lượt khách", None),
    ("căn hộ", "hộ", None),
    ("hộ nghèo", "hộ", 1),
    ("hộ", "trường", None),
    ("km²", "ha", 100),
    ("nghìn ha", "km²", 10),
    ("kg", "tấn", 1e-3),
    ("%", "%/năm", 1),
    ("% hộ gia đình", "%", 1),
    ("%", "% so với 2025", 1),
    ("% chỉ tiêu", "%", None),
    ("% kế hoạch", "% kế hoạch", 1),
    ("% kế hoạch", "% so với 2025", None),
    ("% hộ", "% kế hoạch", None),
    ("‰", "%", 0.1),
    ("điểm %", "%", 1),
    ("điểm", "điểm %", 1),
    ("%", "điểm %", None),
    ("%", "tỷ đồng", None),
    ("triệu USD", "tỷ đồng", None),
    ("đồng", "USD", None),
    ("ha", "tấn", None),
    ("triệu", "ha", None),
    ("triệu", "%", None),
    ("hộ", "tỷ đồng", None),
    ("lần", "%", None),
    ("hộ/năm", "hộ/tháng", None),
    ("thuê bao/100 dân", "thuê bao/1.000 dân", None),
    ("triệu đồng/ha", "triệu đồng/người", None),
    ("hộ", "", None),
]


@pytest.mark.parametrize(("found", "wanted", "factor"), CONVERSIONS)
def test_scales_are_converted_and_dimensions_have_to_agree(found: str, wanted: str, factor: float | None) -> None:
    units = read_unit(found, "vi"), read_unit(wanted, "vi")
    if factor is not None:
        assert conversion(*units) == pytest.approx(factor)
        return
    with pytest.raises(FigureError) as caught:
        conversion(*units)
    assert caught.value.code == "figure_unit"
    assert (caught.value.params["found"], caught.value.params["wanted"]) == (found, str(units[1]))


@pytest.mark.parametrize("wanted", ["hộ", "nghìn lượt khách", "người/năm", "chỉ số"])
def test_a_bare_number_stands_for_a_count(wanted: str) -> None:
    unit = read_unit(wanted, "vi")
    assert read_figure("12", "vi").in_unit(unit).value == pytest.approx(12 / unit.scale)


@pytest.mark.parametrize("wanted", ["%", "tỷ đồng", "ha", "tấn", "điểm"])
def test_a_bare_number_is_refused_where_a_unit_is_needed_and_the_unit_is_named(wanted: str) -> None:
    with pytest.raises(FigureError, match=f"write '{wanted}' behind it") as caught:
        conversion(read_figure("12", "vi").unit, read_unit(wanted, "vi"))
    assert caught.value.code == "figure_unit_missing"


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("400 nghìn lượt khách", "triệu lượt khách", 0.4),
        ("6.937.000 triệu đồng", "tỷ đồng", 6937),
        ("3.545.000 triệu đồng", "tỷ đồng", 3545),
        ("trên 1 triệu lượt khách du lịch/năm", "nghìn lượt khách", 1000),
        ("110 triệu", "triệu đồng/người/năm", 110),
        ("2,1 triệu đồng", "tỷ đồng", 0.0021),
        ("12,5‰", "%", 1.25),
        ("06/8 trường", "%", 75),
        ("06/8 trường", "trường", 6),
        ("54/90ha", "%", 60),
        ("31/34", "%", 3100 / 34),
        ("giảm 1,3 điểm phần trăm", "%", 1.3),
        ("-2 điểm", "%", -2),
    ],
)
def test_figures_are_converted_to_the_units_of_indicators(text: str, unit: str, value: float) -> None:
    assert read_figure(text, "vi").in_unit(read_unit(unit, "vi")).value == value


def test_conversion_scales_every_quantity_and_keeps_the_words() -> None:
    figure = read_figure("ước khoảng 400-450 nghìn lượt khách", "vi")
    wanted = read_unit("triệu lượt khách", "vi")
    converted = figure.in_unit(wanted)
    before = (figure.value, figure.end, figure.half, figure.low, figure.high)
    after = (converted.value, converted.end, converted.half, converted.low, converted.high)
    assert after == pytest.approx([quantity / 1000 for quantity in before if quantity is not None])
    assert (converted.unit, converted.estimate, converted.comparator) == (wanted, True, "~")


def test_a_part_keeps_its_whole_in_a_count_and_loses_it_in_a_percentage() -> None:
    figure = read_figure("06/8 trường", "vi")
    count, percentage = figure.in_unit(read_unit("trường", "vi")), figure.in_unit(read_unit("%", "vi"))
    assert (count.of, percentage.of) == (8, None)
    assert (percentage.low, percentage.high, percentage.half) == (75, 75, 6.25)


def test_a_level_in_points_is_no_percentage() -> None:
    with pytest.raises(FigureError, match="'80 điểm' is a number of points") as caught:
        read_figure("80 điểm", "vi").in_unit(read_unit("%", "vi"))
    assert caught.value.code == "figure_points"


def test_a_unit_without_word_for_its_scale_can_still_be_shown() -> None:
    assert str(Unit("money", 5e3, "đồng")) == "5000 × đồng"


def test_units_that_only_look_alike_are_told_apart() -> None:
    """An English plan took the Vietnamese unit as the name of a thing: the message does not name the same unit twice."""
    with pytest.raises(FigureError) as caught:
        conversion(read_unit("billion VND", "en"), read_unit("tỷ đồng", "en"))
    assert (caught.value.params["found"], caught.value.params["wanted"]) == ("billion VND", "tỷ đồng")
