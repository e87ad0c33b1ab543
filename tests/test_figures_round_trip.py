"""Figures written and read again: text to figure to text to figure, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecast.errors import FigureError
from forecast.figures import Figure, read_figure, read_unit, write_figure, write_number

NOUNS = [
    "%", "%/năm", "% hộ gia đình", "% chỉ tiêu", "‰", "điểm %", "điểm", "đồng", "tỷ đồng", "triệu đồng/người/năm", "nghìn tỷ đồng",
    "triệu USD", "triệu", "nghìn", "", "/năm", "hộ", "hộ nghèo", "người/năm", "lượt khách", "nghìn lượt khách/năm", "HTX", "di tích",
    "thuê bao/100 dân", "km²", "ha", "tấn", "m³", "con", "lần", "chỉ số", "camera an ninh", "khách du lịch", "mô hình/xã",
]  # fmt: skip
COMPARATORS = ["", "trên", "ít nhất", "từ", "dưới", "không quá", "khoảng"]
SENSES = ["", "đạt", "tăng", "giảm xuống", "cao hơn", "+"]
STATUS = ["", "ước", "phấn đấu", "duy trì", "phấn đấu duy trì", "dự kiến"]


@st.composite
def numbers(draw: st.DrawFn) -> tuple[float, str]:
    """A number of up to 12 digits with up to four decimals, and its Vietnamese text, trailing zeros and all."""
    digits = draw(st.integers(0, 4))
    value = draw(st.integers(0, 10**8)) / 10**digits
    return value, write_number(value, "vi", digits, draw(st.booleans()))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Printed figures as Vietnamese plans could have them."""
    value, number = draw(numbers())
    sense, comparator = draw(st.sampled_from(SENSES)), draw(st.sampled_from(COMPARATORS))
    noun = draw(st.sampled_from(NOUNS if sense in ("", "đạt") else [noun for noun in NOUNS if noun != "lần"]))
    shape = draw(st.sampled_from(["one", "range", "part"]))
    if shape != "one":
        second = draw(numbers().filter(lambda pair: pair[0] > value))[1]
        number = f"{number} - {second}" if shape == "range" else f"{number}/{second}"
        comparator = draw(st.sampled_from(["", "khoảng"]))
        noun = noun or "hộ"  # two bare numbers may be years
    plus = sense == "+" and shape != "part"
    words = [draw(st.sampled_from(STATUS)), "" if sense == "+" else sense, comparator]
    return f"{' '.join(words)} {'+' if plus else ''}{number} {noun}"


def kept(figure: Figure) -> tuple[object, ...]:
    """Everything of a figure but its text and language, and what the half-width of its digits is derived from."""
    return (
        figure.value, figure.end, figure.of, figure.comparator, figure.unit, figure.sense,
        figure.estimate, figure.aspiration, figure.maintain,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@given(text=texts())
def test_a_written_figure_is_read_back_as_it_was(language: str, text: str) -> None:
    figure = read_figure(text, "vi")
    again = read_figure(write_figure(figure, language), language)  # type: ignore[arg-type]
    assert kept(again) == kept(figure)
    assert write_figure(again) == write_figure(figure, language)


@given(texts().filter(lambda text: " - " not in text))
def test_the_digits_printed_survive_so_the_interval_does(text: str) -> None:
    figure = read_figure(text, "vi")
    again = read_figure(write_figure(figure), "vi")
    assert (again.half, again.low, again.high) == (figure.half, figure.low, figure.high)


@given(texts())
def test_the_interval_holds_the_value_and_the_end(text: str) -> None:
    figure = read_figure(text, "vi")
    end = figure.value if figure.end is None else figure.end
    assert figure.low <= figure.value <= end <= figure.high


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("ước đạt 6.937 tỷ đồng", "ước 6.937 tỷ đồng", "estimated 6,937 billion VND"),
        ("đạt2,2 triệu USD", "2,2 triệu USD", "2.2 million USD"),
        ("từ 07%/năm trở lên", "ít nhất 7%/năm", "at least 7%/year"),
        ("12,0%", "12,0%", "12.0%"),
        ("45- 49%", "45-49%", "45-49%"),
        ("-2 - -1%", "-2 - -1%", "-2 - -1%"),
        ("06/8 trường", "6/8 trường", "6/8 schools"),
        ("gấp hơn 2,3 lần", "gấp trên 2,3 lần", "over 2.3 times"),
        ("2,5 lần", "2,5 lần", "2.5 x"),
        ("giảm < 5%", "giảm < 5%", "down < 5%"),
        ("thấp hơn 5% so với toàn tỉnh", "thấp hơn 5% so với mốc so sánh", "lower by 5%"),
        ("85 thuê bao/100 dân", "85 thuê bao/100 dân", "85 subscriptions/100 people"),
        ("90 con", "90 con", "90 con"),
    ],
)
def test_figures_are_written_in_both_languages(text: str, vietnamese: str, english: str) -> None:
    figure = read_figure(text, "vi")
    assert (write_figure(figure), write_figure(figure, "en")) == (vietnamese, english)


SENTENCES = [
    "2,5 lần",
    "gấp 2,5 lần",
    "thấp hơn 5% so với tỉnh",
    "bằng 94,3%",
    "giảm < 5%",
    "cao hơn 3 lần",
    "-15%",
    "-2 - 1%",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", SENTENCES)
def test_figures_of_every_sense_are_read_back(text: str, language: str) -> None:
    figure = read_figure(text, "vi")
    assert kept(read_figure(write_figure(figure, language), language)) == kept(figure)  # type: ignore[arg-type]


def test_a_converted_figure_is_written_without_binary_noise() -> None:
    figure = read_figure("1.234.567 triệu đồng", "vi").in_unit(read_unit("tỷ đồng", "vi"))
    assert write_figure(figure) == "1.234,567 tỷ đồng"


@given(st.text(alphabet="0123456789.,-+/% đtừkhoảng()'\u00b2a", max_size=40), st.sampled_from(["vi", "en"]))
def test_any_text_is_refused_or_read_as_something_that_can_be_written(text: str, language: str) -> None:
    try:
        figure = read_figure(text, language)  # type: ignore[arg-type]
    except FigureError:
        return
    again = read_figure(write_figure(figure, language), language)  # type: ignore[arg-type]
    assert kept(again) == kept(figure)
