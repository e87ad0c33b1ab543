"""Printed figures: what they say, what they can mean, and which texts are refused."""

import pytest

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure, read_unit


def say(figure: Figure) -> tuple[float, str, str, str]:
    """What a table row states of a figure: value, comparator, sense, unit."""
    return figure.value, figure.comparator, figure.sense, str(figure.unit)


LEVELS = [
    ("đạt 8.810 tỷ đồng", 8810, "=", "tỷ đồng"),
    ("đến năm 2030 đạt 6.800 tấn", 6800, "=", "tấn"),
    ("120 triệu/năm", 120, "=", "triệu/năm"),
    ("45,83%", 45.83, "=", "%"),
    ("100% tổ dân phố có nhà văn hóa", 100, "=", "% tổ dân phố có nhà văn hóa"),
    ("thu hút 1,5 triệu khách", 1.5, "=", "triệu khách"),
    ("Đạt 80%", 80, "=", "%"),
    ("đạt2,2 triệu USD", 2.2, "=", "triệu USD"),
    ("trên 130 triệu", 130, ">", "triệu"),
    ("đạt trên 98%", 98, ">", "%"),
    ("có trên 600 doanh nghiệp", 600, ">", "doanh nghiệp"),
    ("chiếm trên 50%", 50, ">", "%"),
    ("Hằng năm, có trên 95%", 95, ">", "%"),
    ("hơn 67.800 nghìn người", 67800, ">", "nghìn người"),
    ("vượt 10 tỉ đồng", 10, ">", "tỷ đồng"),
    ("từ 1,5% trở lên", 1.5, ">=", "%"),
    ("10% trở lên", 10, ">=", "%"),
    ("đạt từ 65% trở lên", 65, ">=", "%"),
    ("từ 07%/năm trở lên", 7, ">=", "%/năm"),
    ("90%/năm trở lên", 90, ">=", "%/năm"),
    ("đạt từ 3%", 3, ">=", "%"),
    ("ít nhất 02", 2, ">=", ""),
    ("ít nhất 18 đảng viên mới trở lên", 18, ">=", "đảng viên mới"),
    ("tối thiểu 90%", 90, ">=", "%"),
    ("không thấp hơn 90%", 90, ">=", "%"),
    ("≥ 5%", 5, ">=", "%"),
    (">=5%", 5, ">=", "%"),
    ("dưới 1%", 1, "<", "%"),
    ("giảm xuống dưới 11,1%", 11.1, "<", "%"),
    ("xuống còn dưới 4%", 4, "<", "%"),
    ("thấp hơn 11%", 11, "<", "%"),
    ("không quá 4%", 4, "<=", "%"),
    ("không vượt quá 4%", 4, "<=", "%"),
    ("tối đa 4%", 4, "<=", "%"),
    ("4% trở xuống", 4, "<=", "%"),
    ("≤4%", 4, "<=", "%"),
    ("còn 0,5%", 0.5, "=", "%"),
    ("còn lại 10 hộ nghèo", 10, "=", "hộ nghèo"),
    ("khoảng 5,42ha", 5.42, "~", "ha"),
    ("xấp xỉ 4,1 %", 4.1, "~", "%"),
    ("gần 100 tỷ đồng", 100, "~", "tỷ đồng"),
    ("cơ bản 100%", 100, "~", "%"),
    ("khoảng 153,9 triệu/năm", 153.9, "~", "triệu/năm"),
    ("600 người/năm", 600, "=", "người/năm"),
    ("90 lượt người/năm", 90, "=", "lượt người/năm"),
    ("550 mỗi năm", 550, "=", "/năm"),
    ("450 lượt lao động trở lên", 450, ">=", "lượt lao động"),
    ("xây dựng thêm 06 tuyến phố", 6, "=", "tuyến phố"),
    ("công nhận mới thêm 01", 1, "=", ""),
    ("hiện có 214 doanh nghiệp", 214, "=", "doanh nghiệp"),
    ("2.763 lao động", 2763, "=", "lao động"),
    ("4.028 hộ", 4028, "=", "hộ"),
    ("67.877 người", 67877, "=", "người"),
    ("6.937.000 triệu đồng", 6937000, "=", "triệu đồng"),
    ("1,874 tỷ đồng", 1.874, "=", "tỷ đồng"),
    ("62,33 tỷ", 62.33, "=", "tỷ"),
    ("5 nghìn tỷ đồng", 5, "=", "nghìn tỷ đồng"),
    ("400 ngàn lượt khách", 400, "=", "nghìn lượt khách"),
    ("7000 con", 7000, "=", "con"),
    ("68 500con", 68500, "=", "con"),
    ("1000 m3", 1000, "=", "m³"),
    ("59,9 km2", 59.9, "=", "km²"),
    ("2050 căn hộ", 2050, "=", "căn hộ"),
    ("85 thuê bao/100 dân", 85, "=", "thuê bao/100 dân"),
    ("10 giường bệnh/10.000 dân", 10, "=", "giường bệnh/10000 dân"),
    ("110,08%", 110.08, "=", "%"),
    ("123.456.789.012,345 đồng", 123456789012.345, "=", "đồng"),
    ("12 Sản phẩm OCOP", 12, "=", "sản phẩm OCOP"),
    ("-3,5%/năm", -3.5, "=", "%/năm"),
    ("−15 %", -15, "=", "%"),
    ("12,5‰", 12.5, "=", "‰"),
    ("99,9 phần trăm.", 99.9, "=", "%"),
]


@pytest.mark.parametrize(("text", "value", "comparator", "unit"), LEVELS)
def test_levels_of_the_plans_are_read(text: str, value: float, comparator: str, unit: str) -> None:
    assert say(read_figure(text, "vi")) == (value, comparator, "level", unit)


CHANGES = [
    ("tăng 25%", 25, "=", "increase", "%"),
    ("tăng bình quân 10%/năm", 10, "=", "increase", "%/năm"),
    ("tăng bình quân hằng năm 10% trở lên", 10, ">=", "increase", "%"),
    ("tăng 87,8% so với năm 2020", 87.8, "=", "increase", "%"),
    ("tăng 37,4% so năm 2020", 37.4, "=", "increase", "%"),
    ("tăng 35,7 triệu đồng", 35.7, "=", "increase", "triệu đồng"),
    ("tăng thêm 2 điểm phần trăm", 2, "=", "increase", "điểm %"),
    ("tăng 4,4 điểm % so năm 2020", 4.4, "=", "increase", "điểm %"),
    ("+1 điểm/năm", 1, "=", "increase", "điểm/năm"),
    ("giảm 1,3 điểm phần trăm", 1.3, "=", "decrease", "điểm %"),
    ("giảm ít nhất 30%", 30, ">=", "decrease", "%"),
    ("giảm hằng năm ≥ 5%", 5, ">=", "decrease", "%"),
    ("giảm < 5%", 5, "<", "decrease", "%"),
    ("gấp 2,3 lần so với mức bình quân chung toàn tỉnh", 2.3, "=", "multiple", "lần"),
    ("gấp hơn 2 lần", 2, ">", "multiple", "lần"),
    ("tăng gấp 2 lần", 2, "=", "multiple", "lần"),
    ("cao hơn 6,75 điểm phần trăm so với bình quân chung toàn tỉnh", 6.75, "=", "higher_by", "điểm %"),
    ("thấp hơn 6,75 điểm phần trăm", 6.75, "=", "lower_by", "điểm %"),
    ("thấp hơn 5% so với toàn tỉnh", 5, "=", "lower_by", "%"),
]


@pytest.mark.parametrize(("text", "value", "comparator", "sense", "unit"), CHANGES)
def test_changes_keep_their_direction_in_the_sense(
    text: str, value: float, comparator: str, sense: str, unit: str
) -> None:
    assert say(read_figure(text, "vi")) == (value, comparator, sense, unit)


ENGLISH = [
    ("5,500 billion VND", 5500, "=", "level", "tỷ đồng"),
    ("25.27%", 25.27, "=", "level", "%"),
    ("estimated at 400 thousand visits", 400, "=", "level", "nghìn lượt khách"),
    ("more than 130 million VND/person/year", 130, ">", "level", "triệu đồng/người/năm"),
    ("at least 10% a year", 10, ">=", "level", "%/năm"),
    ("from 7%/yr up", 7, ">=", "level", "%/năm"),
    ("95% or more", 95, ">=", "level", "%"),
    ("below 1%", 1, "<", "level", "%"),
    ("no more than 4 per cent", 4, "<=", "level", "%"),
    ("up to 4%", 4, "<=", "level", "%"),
    ("about 5.42 ha", 5.42, "~", "level", "ha"),
    ("nearly 100 billion VND", 100, "~", "level", "tỷ đồng"),
    ("600 people/yr", 600, "=", "level", "người/năm"),
    ("550 each year", 550, "=", "level", "/năm"),
    ("85 subscriptions per 100 people", 85, "=", "level", "thuê bao/100 dân"),
    ("2.2 million USD", 2.2, "=", "level", "triệu USD"),
    ("12%/yr", 12, "=", "level", "%/năm"),
    ("-15%", -15, "=", "level", "%"),
    ("+1 point/yr", 1, "=", "increase", "điểm/năm"),
    ("up 25%", 25, "=", "increase", "%"),
    ("increase of at least 30%", 30, ">=", "increase", "%"),
    ("down less than 5%", 5, "<", "decrease", "%"),
    ("down 1.3 percentage points against 2020", 1.3, "=", "decrease", "điểm %"),
    ("2.3 times", 2.3, "=", "multiple", "lần"),
    ("higher by 6.75 percentage points", 6.75, "=", "higher_by", "điểm %"),
    ("lower by 5%", 5, "=", "lower_by", "%"),
]


@pytest.mark.parametrize(("text", "value", "comparator", "sense", "unit"), ENGLISH)
def test_english_figures_mirror_the_vietnamese_ones(
    text: str, value: float, comparator: str, sense: str, unit: str
) -> None:
    assert say(read_figure(text, "en")) == (value, comparator, sense, unit)


@pytest.mark.parametrize(
    ("text", "estimate", "aspiration", "maintain"),
    [
        ("3.000 tỷ đồng", False, False, False),
        ("ước đạt 3.000 tỷ đồng", True, False, False),
        ("Dự kiến đến năm 2025, 80%", True, False, False),
        ("Ước đến hết năm 2025 đạt 80%", True, False, False),
        ("phấn đấu 100%", False, True, False),
        ("duy trì đạt 85% trở lên", False, False, True),
        ("Duy trì và giữ vững 45,38%", False, False, True),
        ("Phấn đấu duy trì ước khoảng 85%", True, True, True),
    ],
)
def test_words_give_the_status_and_leave_the_value_alone(
    text: str, estimate: bool, aspiration: bool, maintain: bool
) -> None:
    figure = read_figure(text, "vi")
    assert (figure.estimate, figure.aspiration, figure.maintain) == (estimate, aspiration, maintain)


def test_estimates_are_no_wider_than_plain_figures() -> None:
    plain, estimate = read_figure("3.000 tỷ đồng", "vi"), read_figure("ước đạt 3.000 tỷ đồng", "vi")
    assert (estimate.low, estimate.high) == (plain.low, plain.high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12%", 11.5, 12.5),
        ("12,0%", 11.95, 12.05),
        ("7%", 6.5, 7.5),
        ("100%", 99, 101),
        ("160 triệu đồng", 158.4, 161.6),
        ("3.000 tỷ", 2970, 3030),
        ("1.010 tỷ", 1005, 1015),
        ("2,2 triệu USD", 2.15, 2.25),
        ("6.937 tỷ đồng", 6936.5, 6937.5),
        ("67.877 người", 67877, 67877),
        ("600 người/năm", 600, 600),
        ("73,5 tuổi", 73.45, 73.55),
        ("85 thuê bao/100 dân", 84.5, 85.5),
        ("400 nghìn lượt khách", 396, 404),
        ("06/8 trường", 6, 6),
        ("54/90ha", 54, 54),
        ("45- 49%", 44.5, 49.5),
        ("4,0-6,25%", 3.95, 6.255),
        ("-15%", -15.5, -14.5),
        ("khoảng 12%", 11.5, 12.5),
        ("khoảng 45,38%", 45.28, 45.48),
        ("gần 100 tỷ đồng", 98, 102),
        ("khoảng 153,9 triệu/năm", 150.822, 156.978),
        ("xấp xỉ 600 hộ", 588, 612),
        ("khoảng 5 hộ", 4.5, 5.5),
        ("khoảng 40-45%", 39.5, 45.5),
        ("khoảng 1000-2000 hộ", 980, 2040),
    ],
)
def test_the_interval_is_what_the_digits_and_words_leave(text: str, low: float, high: float) -> None:
    figure = read_figure(text, "vi")
    assert (figure.low, figure.high) == pytest.approx((low, high), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("12%", 0.5),
        ("12,0%", 0.05),
        ("80%", 0.8),
        ("0%", 0.5),
        ("600 hộ", 6),
        ("3.000 tỷ", 30),
        ("07%", 0.5),
        ("12,5%", 0.05),
    ],
)
def test_the_half_width_is_of_the_printed_digits_even_where_a_count_is_exact(text: str, half: float) -> None:
    assert read_figure(text, "vi").half == pytest.approx(half)


@pytest.mark.parametrize(
    ("text", "value", "end", "unit"),
    [
        ("45- 49%", 45, 49, "%"),
        ("40-45%", 40, 45, "%"),
        ("4 – 6%", 4, 6, "%"),
        ("10 - 15%/năm", 10, 15, "%/năm"),
        ("1-2 khu", 1, 2, "khu"),
        ("1-2", 1, 2, ""),
        ("từ 45 đến 49%", 45, 49, "%"),
        ("45% đến 49%", 45, 49, "%"),
        ("1.000 hộ - 2.000 hộ", 1000, 2000, "hộ"),
        ("-2 - -1%", -2, -1, "%"),
        ("-1 - 1,5%", -1, 1.5, "%"),
    ],
)
def test_ranges_have_two_ends(text: str, value: float, end: float, unit: str) -> None:
    figure = read_figure(text, "vi")
    assert (figure.value, figure.end, figure.comparator, str(figure.unit)) == (value, end, "=", unit)


@pytest.mark.parametrize(
    ("text", "value", "of", "unit"),
    [
        ("06/8 trường", 6, 8, "trường"),
        ("06/08", 6, 8, ""),
        ("7/7", 7, 7, ""),
        ("119/119", 119, 119, ""),
        ("54/90ha", 54, 90, "ha"),
        ("26/99", 26, 99, ""),
        ("638 căn hộ/2.189 căn", 638, 2189, "căn hộ"),
        ("50 căn/100 căn hộ", 50, 100, "căn hộ"),
        ("06/100 trường", 6, 100, "trường"),
        ("638 căn hộ/2.189", 638, 2189, "căn hộ"),
    ],
)
def test_parts_keep_their_whole(text: str, value: float, of: float, unit: str) -> None:
    figure = read_figure(text, "vi")
    assert (figure.value, figure.of, str(figure.unit)) == (value, of, unit)


REFUSED = [
    ("", "figure_no_number"),
    ("-", "figure_no_number"),
    ("không còn hộ nghèo", "figure_no_number"),
    ("inf", "figure_no_number"),
    ("nan", "figure_no_number"),
    ("%", "figure_no_number"),
    ("2.2", "figure_decimal_point"),
    ("5,500.25", "figure_decimal_point"),
    ("đạt 2.2 triệu USD", "figure_decimal_point"),
    ("0.500", "figure_decimal_point"),
    ("1,234,567", "figure_marks"),
    ("5.500.25", "figure_number"),
    ("06.937 tỷ", "figure_decimal_point"),
    ("1234567890,1234567", "figure_too_precise"),
    ("8)", "figure_unit_text"),
    ("(7,15%", "figure_word"),
    ("(7,15%/năm)", "figure_unit_text"),
    ("12%/", "figure_unit_text"),
    ("4,05%¹⁴", "figure_unit_text"),
    ("4,05%14", "figure_several"),
    ("80,1 tỷ đồng6", "figure_several"),
    ("12% 15%", "figure_several"),
    ("45 và 49%", "figure_several"),
    ("95% hộ gia đình, 100% tổ dân phố", "figure_several"),
    ("10-15-200%", "figure_several"),
    ("45 hộ - 49%", "figure_several"),
    ("1e5", "figure_several"),
    ("0x10", "figure_several"),
    ("1_000", "figure_several"),
    ("đạt 110 triệu đồng, tăng 35,7 triệu đồng", "figure_several"),
    ("01/7/2025", "figure_date"),
    ("04/5/2025", "figure_date"),
    ("2025-08-11", "figure_several"),
    ("10-12-2025", "figure_date"),
    ("7/2025", "figure_date"),
    ("2026 - 2030", "figure_date"),
    ("giai đoạn 2021 - 2025 đạt gần 100 tỷ", "figure_several"),
    ("trong nhiệm kỳ 161", "figure_word"),
    ("năm thứ 5", "figure_word"),
    ("Covid-19", "figure_word"),
    (",5%", "figure_word"),
    (".5%", "figure_word"),
    ("- 15%", "figure_word"),
    ("±5%", "figure_word"),
    ("12 tăng", "figure_unit_text"),
    ("12% _", "figure_unit_text"),
    ("١٢", "figure_digits"),
    ("１２%", "figure_digits"),
    ("trên 95% trở lên", "figure_conflict"),
    ("trên dưới 95%", "figure_conflict"),
    ("trên 45-49%", "figure_conflict"),
    ("45-49% trở lên", "figure_conflict"),
    ("giảm -5%", "figure_conflict"),
    ("giảm +5%", "figure_conflict"),
    ("tăng giảm 5%", "figure_conflict"),
    ("giảm dưới 5%", "figure_ambiguous"),
    ("49-45%", "figure_range"),
    ("45-45%", "figure_range"),
    ("15/8", "figure_part"),
    ("5/0", "figure_part"),
    ("-5/8", "figure_part"),
    ("tăng 2 lần", "figure_multiple"),
    ("gấp 2", "figure_multiple"),
    ("110 triệu đồng so với năm 2020", "figure_compared"),
    ("9" * 201, "figure_too_long"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_has_no_certain_reading_is_refused(text: str, code: str) -> None:
    with pytest.raises(FigureError) as caught:
        read_figure(text, "vi")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("2,2", "figure_decimal_comma"), ("5.500,25", "figure_decimal_comma"), ("1.234.567", "figure_marks"),
     ("5 and 6", "figure_several"), ("đạt 5%", "figure_word"), ("twice 5%", "figure_word")],
)  # fmt: skip
def test_english_refuses_what_only_vietnamese_prints(text: str, code: str) -> None:
    with pytest.raises(FigureError) as caught:
        read_figure(text, "en")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("2.2", "vi", ("2,2", "22")),
        ("5,500.25", "vi", ("5.500,25", "5,50025")),
        ("1234.5", "vi", ("1234,5", "12345")),
        ("2,2", "en", ("2.2", "22")),
    ],
)
def test_a_foreign_decimal_mark_is_answered_with_both_readings(
    text: str, language: str, readings: tuple[str, str]
) -> None:
    with pytest.raises(FigureError) as caught:
        read_figure(text, language)  # type: ignore[arg-type]
    assert (caught.value.params["first"], caught.value.params["second"]) == readings
    assert all(repr(reading) in str(caught.value) for reading in (text, *readings))


def test_an_unknown_word_is_named_with_the_words_that_are_read() -> None:
    with pytest.raises(FigureError, match=r"'bình' in 'đạt bình 5%' is not read.*đạt, .*khoảng"):
        read_figure("đạt bình 5%", "vi")


def test_the_two_meanings_of_a_fall_below_are_both_offered() -> None:
    with pytest.raises(FigureError, match=r"'Giảm xuống dưới 5%' or 'Giảm < 5%'".replace("Giảm", "giảm")):
        read_figure("Giảm dưới 5%", "vi")


@pytest.mark.parametrize(
    "text", ["khoa\u0309ng 5,42 ha", "khoảng\u00a05,42\u202fha", "  khoảng\n5,42 \t ha ", "KHOẢNG 5,42 HA"]
)
def test_spelling_of_letters_blanks_and_capitals_does_not_matter(text: str) -> None:
    figure = read_figure(text, "vi")
    assert say(figure) == (5.42, "~", "level", "ha")


def test_texts_of_two_hundred_characters_are_still_read() -> None:
    assert read_figure(f"12%{'.' * 197}", "vi").value == 12


def test_figures_cannot_be_changed() -> None:
    figure = read_figure("12%", "vi")
    with pytest.raises(AttributeError):
        figure.value = 13  # type: ignore[misc]
    with pytest.raises(AttributeError):
        figure.unit.scale = 13  # type: ignore[misc]


def test_the_text_is_kept_in_clean_form() -> None:
    assert read_figure("  đạt\u00a0−5 % ", "vi").text == "đạt -5 %"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("đạt 105% chỉ tiêu", "% chỉ tiêu"),
        ("đạt 200% so với chỉ tiêu Nghị quyết", "% so với chỉ tiêu Nghị quyết"),
        ("đạt 100% so với kế hoạch", "% so với kế hoạch"),
        ("bằng 94,3%", "% so với mốc so sánh"),
        ("bằng 94,3% kế hoạch", "% kế hoạch"),
    ],
)
def test_a_percentage_of_the_plan_is_read_and_is_no_level(text: str, unit: str) -> None:
    figure = read_figure(text, "vi")
    assert (figure.unit.kind, str(figure.unit)) == ("percent", unit)
    with pytest.raises(FigureError, match="cannot become '%'"):
        figure.in_unit(read_unit("%", "vi"))
