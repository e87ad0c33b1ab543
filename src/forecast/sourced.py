"""What stands behind every figure: names in two languages, documents, and the place a figure is quoted from."""

from functools import cached_property
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, ValidationInfo, model_validator

from forecast.figures import Figure
from forecast.written import Day, Flag, Id, Model, Number, Text, fault, figure_in_context

Language: TypeAlias = Literal["vi", "en"]


class Names(Model):
    """A name or note in the two languages of the product; English falls back to Vietnamese."""

    vi: Text
    en: Text | None = None

    def in_language(self, language: Language) -> str:
        """Text in `language`, or in Vietnamese where there is none."""
        return self.en if language == "en" and self.en else self.vi


class Document(Model):
    """One document that a plan cites; `text` names the file of its words among the sources, where they are kept."""

    title: Text
    date: Day | None = None
    text: Id | None = None


class Source(Model):
    """Where a figure is from: a document (by the line of its text or by its page), a sheet, or a person who typed it."""

    document: Id | None = None
    line: Annotated[int, Field(ge=1)] | None = None
    page: Text | None = None
    quote: Text | None = None
    rotated: Flag = False
    sheet: Text | None = None
    cell: Text | None = None
    by: Text | None = None
    date: Day | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [("document", "line", "quote"), ("document", "page", "quote"), ("sheet", "cell"), ("by", "date")]
        given = {name for kind in kinds for name in kind if getattr(self, name) is not None}
        if not any(given == set(kind) for kind in kinds):
            raise fault("source_incomplete", found=", ".join(sorted(given)) or "–")
        return self


class Sourced(Model):
    """Whatever carries a printed figure: the figure, its source, and how it was read where that is not plain."""

    printed: Text | None = Field(default=None, alias="figure")
    value: Number | None = None
    note: Text | None = None
    source: Source
    also: tuple[Source, ...] = ()

    _figure: Figure | None = None

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        if self.value is not None:
            if self.note is None:
                raise fault("value_without_note", found=f"{self.value:g}")
        elif self.printed is not None:
            self._figure = figure_in_context(self.printed, info)
        return self

    @cached_property
    def figure(self) -> Figure | None:
        """The printed figure as read; None where an explicit value stands for it."""
        return self._figure
