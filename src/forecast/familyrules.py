"""What names of indicators say of their family: a table of phrases with the units they go with, and the words that turn them.

Phrases stand between bars, the parts of one in their order about ``…``. Made from four real plans and the lists of usual indicators; what
it finds on the plans stands in `tests/test_families.py`. Counts of a few things (schools, enterprises), scores, ranks, and growth that is
measured in percent have no rule.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from forecast.figures import Unit
from forecast.plan import Family, Law

Basis: TypeAlias = Literal["constant", "current", "growth", "unsaid", "mixed"]
"""What is said of prices: constant, current, or both; else whether growth is meant, which is mostly that of constant prices."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units that a rule is for.

    kinds : as `figures.Unit` has them
    nouns : what the noun begins with; none: any
    per : what it may be divided by
    """

    kinds: Collection[str]
    nouns: tuple[str, ...] = ()
    per: Collection[str] = ("năm", "year")

    def take(self, unit: Unit) -> bool:
        """Whether a unit is one of them."""
        named = not self.nouns or unit.noun.casefold().startswith(self.nouns)
        return unit.kind in self.kinds and named and set(unit.per) <= set(self.per)


_HEADS: Final = ("năm", "year", "tháng", "month", "người", "person", "capita")
PERCENT: Final = Units(("percent",), per=())
MONEY: Final = Units(("money", "index"))
"""Money, or the index that stands for what is only targeted to grow."""
A_HEAD: Final = Units(("money", "index"), per=_HEADS)
SIZE: Final = Units(("money", "index"), per=(*_HEADS, "lao động", "worker"))
VISITS: Final = Units(
    ("money", "count", "index"),
    ("đồng", "vnd", "usd", "lượt", "khách", "chỉ số", "visit", "tourist", "arrival", "index"),
)
CARRIED: Final = Units(("mass", "count"))
GOODS: Final = Units(
    ("mass", "volume", "count"), ("tấn", "kg", "tạ", "m³", "con", "t", "ton", "head", "animal", "bird")
)
PEOPLE: Final = Units(("count",), ("người", "lao động", "dân", "nhân khẩu", "people", "person", "worker"), per=())
STAFF: Final = Units(
    ("count",),
    ("bác sĩ", "giường", "điều dưỡng", "giáo viên", "học sinh", "người", "doctor", "bed", "nurse", "teacher", "pupil"),
    per=("năm", "year", "vạn dân", "10.000 dân", "1.000 dân", "10,000 people", "1,000 people"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What suggests a family: any of the phrases, none of the words that make it another thing, such units and prices."""

    family: Family
    units: Units
    phrases: str
    without: str = ""
    prices: tuple[Basis, ...] = ("current", "growth", "unsaid")

    @property
    def laws(self) -> tuple[Law, ...]:
        """Laws that can be on the scale of the family: of percentages, of amounts."""
        return ("linear", "logit", "hold") if self.family.startswith("pct_") else ("compound", "total", "hold")


_SIZES: Final = (
    "tổng sản phẩm | tổng giá trị sản phẩm | GRDP | GDP | gross regional domestic product | gross domestic product"
)
_BUDGET: Final = (
    "thu ngân sách | thu NSNN | thu nội địa | thu cân đối ngân sách | chi ngân sách | chi NSNN"
    " | budget revenue | domestic revenue | budget expenditure | budget spending"
)
_NO_BUDGET: Final = (
    "quỹ | đất | đầu tư | dự toán | kế hoạch | hải quan | xuất nhập khẩu | bình quân đầu người"
    " | funds | land | investment | estimate | customs | per capita"
)
RULES: Final = (
    Rule("econ_real", SIZE, f"{_SIZES} | năng suất lao động | labour productivity | labor productivity", "", ("constant", "growth")),
    Rule("econ_nominal", SIZE, _SIZES, "đầu người | per capita | per head", ("current",)),
    Rule(
        "econ_nominal", A_HEAD,
        "GRDP bình quân đầu người | GRDP đầu người | tổng sản phẩm … bình quân đầu người | GRDP per capita | GRDP per head",
        "", ("current", "unsaid"),
    ),
    Rule(
        "econ_nominal", A_HEAD,
        "thu nhập bình quân đầu người | thu nhập bình quân … đầu người | thu nhập đầu người"
        " | income per capita | income per head | per capita income",
    ),
    Rule(
        "econ_nominal", MONEY, "bán lẻ hàng hóa | mức bán lẻ | doanh thu bán lẻ | doanh thu thương mại | doanh thu dịch vụ | retail sales",
        "du lịch | trực tuyến | điện tử | tourism | online",
    ),
    Rule("fiscal_nominal", MONEY, _BUDGET, _NO_BUDGET),
    Rule("fiscal_real", MONEY, _BUDGET, _NO_BUDGET, ("constant",)),
    Rule(
        "tourism", VISITS,
        "khách du lịch | lượt khách | khách tham quan | doanh thu du lịch | doanh thu từ du lịch | doanh thu … du lịch"
        " | tourist arrivals | tourists | visitors | tourism revenue | tourism receipts",
        "lưu trú | chi tiêu | doanh thu bình quân | bình quân một | bình quân mỗi | bình quân 1 | hành khách | vận chuyển | vận tải | xe"
        " | stay | spending | average | passengers",
    ),
    Rule(
        "transport", CARRIED,
        "hàng hóa vận chuyển | hàng hóa luân chuyển | vận chuyển hàng hóa | luân chuyển hàng hóa | vận tải hàng hóa"
        " | hành khách vận chuyển | hành khách luân chuyển | vận chuyển hành khách | luân chuyển hành khách | vận tải hành khách"
        " | freight carried | freight traffic | passengers carried | passenger traffic",
        "doanh thu | revenue",
    ),
    Rule(
        "production", GOODS,
        "sản lượng lương thực | sản lượng … lương thực | sản lượng lúa | sản lượng ngô | sản lượng thóc | sản lượng thủy sản"
        " | sản lượng … thủy sản | sản lượng cá | sản lượng tôm | sản lượng gỗ | sản lượng … gỗ | đàn gia súc | đàn gia cầm | đàn trâu"
        " | đàn bò | đàn lợn | grain output | cereal output | cereal production | aquaculture output | aquaculture production"
        " | fishery output | wood output | livestock | poultry | cattle | pigs",
        "giá trị | doanh thu | bình quân | tiêm | value | per capita | vaccinated",
    ),
    Rule(
        "service", STAFF,
        "bác sĩ | giường bệnh | điều dưỡng | số giáo viên | số học sinh"
        " | doctors | hospital beds | patient beds | nurses | number of teachers | number of pupils",
        "đạt | giỏi | tốt nghiệp | được | đào tạo | tuyển dụng | bồi dưỡng | tập huấn | dân tộc | bỏ học"
        " | trained | recruited | graduated | dropped",
    ),
    Rule(
        "population", PEOPLE,
        "dân số | lực lượng lao động | lao động đang làm việc | lao động có việc làm | population | labour force | people at work",
        "tăng | mật độ | tham gia | được | sử dụng | đào tạo | tuyên truyền | hỗ trợ | xuất khẩu"
        " | growth | density | covered | with | insured | trained",
    ),
    Rule(
        "pct_share", PERCENT,
        "tỷ trọng | cơ cấu | kinh tế số … GRDP | so với toàn tỉnh"
        " | share of … GRDP | share of GRDP | share of the economy | share of the province",
        "trình độ | độ tuổi | thay đổi | chuyển dịch | trực tuyến | điện tử | change | online",
    ),
    Rule("pct_stock", PERCENT, "che phủ rừng | độ che phủ | forest cover"),
    Rule(
        "pct_stock", PERCENT,
        "lao động qua đào tạo | lao động … qua đào tạo | trained workers | trained labour | skilled workers",
        "có việc làm | tìm được | giới thiệu | sau đào tạo | employed",
    ),
    Rule(
        "pct_stock", PERCENT, "nước sạch | nước hợp vệ sinh | nhà tiêu hợp vệ sinh | clean water | piped water | safe water",
        "trường | trạm | thất thoát | thất thu | tiền | schools | loss | lost",
    ),
    Rule("pct_stock", PERCENT, "đô thị hóa | urbanisation | urbanization"),
    Rule(
        "pct_stock", PERCENT,
        "đường … cứng hóa | đường … bê tông hóa | đường … nhựa hóa | điện lưới | roads hardened | paved roads | national grid",
    ),
    Rule("pct_stock", PERCENT, "có nhà văn hóa | culture house"),
    Rule("pct_stock", PERCENT, "giấy chứng nhận quyền sử dụng đất | land use certificates"),
    Rule("pct_stock", PERCENT, "biết chữ | literacy | sinh con tại cơ sở y tế | biện pháp tránh thai"),
    Rule("pct_flow", PERCENT, "bảo hiểm y tế | BHYT | health insurance", "nợ | chi | quỹ | costs | debt"),
    Rule(
        "pct_flow", PERCENT,
        "chất thải rắn … thu gom | rác thải … thu gom | rác … thu gom | thu gom … chất thải rắn | thu gom … rác | chất thải rắn … xử lý"
        " | rác thải … xử lý | phân loại chất thải rắn | phân loại rác | chất thải rắn … phân loại"
        " | waste collected | waste … collected | waste … treated | sorting waste",
        "y tế | nguy hại | nước thải | công nghiệp | tái chế | chôn lấp | hazardous | industrial | recycled | landfill",
    ),
    Rule(
        "pct_flow", PERCENT,
        "đến trường | đi học đúng độ tuổi | ra lớp | hoàn thành chương trình tiểu học | tốt nghiệp THCS | tốt nghiệp THPT"
        " | tốt nghiệp trung học | school attendance | kindergarten attendance | primary completion",
        "nhà giáo | giáo viên | teachers",
    ),
    Rule("pct_flow", PERCENT, "tiêm chủng | vaccinated | immunised | immunized"),
    Rule(
        "pct_diffusion", PERCENT,
        "dịch vụ công trực tuyến | DVC trực tuyến | hồ sơ … trực tuyến | hồ sơ … qua mạng | hồ sơ … số hóa"
        " | online public services | files … online | files … digitised",
        "đúng hạn | trước hạn | on time",
    ),
    Rule(
        "pct_diffusion", PERCENT,
        "phủ sóng | 4G | 5G | internet | cáp quang | băng rộng | điện thoại thông minh | fibre | broadband | smartphone | smartphones",
    ),
    Rule(
        "pct_diffusion", PERCENT,
        "định danh điện tử | VNeID | hồ sơ sức khỏe điện tử | sổ sức khỏe điện tử | chữ ký số | không dùng tiền mặt"
        " | health record | cashless payment | digital signature",
        "giá trị | value",
    ),
    Rule("pct_diffusion", PERCENT, "kỹ năng số | công nghệ số | môi trường số | digital skills | digital technology"),
    Rule(
        "pct_deprivation", PERCENT, "hộ nghèo | tỷ lệ nghèo | nghèo đa chiều | poverty rate | poor households",
        "được | có | tham gia | tiếp cận | hỗ trợ | vay | thoát | nhà ở | with | supported",
    ),
    Rule("pct_deprivation", PERCENT, "suy dinh dưỡng | thấp còi | malnutrition | stunting | underweight"),
)  # fmt: skip
NEVER: Final = (
    "hạng | xếp hạng | thứ hạng | nhóm dẫn đầu | hài lòng | chỉ số | đảng viên | chi bộ | cấp ủy | chưa | không | thiếu | giảm | vượt"
    " | chênh lệch | so dự toán | so với dự toán | so kế hoạch | so với kế hoạch | so với cùng kỳ"
    " | rank | ranking | satisfaction | index | party | not | without | lack | reduction | cut | gap"
)
"""Words outside brackets that turn any name into another thing: ranks, scores, the opposite, a comparison with a plan."""
GROWS: Final = "tăng | tăng trưởng | growth | increase"
"""Words of growth: a percentage that is growth itself is no level."""
CONSTANT: Final = "giá so sánh | giá cố định | constant prices"
CURRENT: Final = "giá hiện hành | giá thực tế | current prices"
