"""A year later: actuals against the plan, what is required of the rest and why it changed, warnings, reviews."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import streamlit as st

from forecast import tracktables
from forecast.errors import ForecastError
from forecast.report.word import word
from forecast.reviewwords import REVIEW_WORDS, counts_text, title_text
from forecast.trackcharts import requirement_chart
from forecast.trackfan import FAN_HEADS, fan_chart, fan_rows, fan_text, narrowed_text
from forecast.tracking import Facts, Track
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import REVIEWS, Review, latest_day, review
from forecast.tracking.warning import Warned, warn
from forecast.tracking.writing import facts_text
from forecast.tracking.yearplan import percents_of_plan
from forecast.trackproofwords import Ask, Asks, TrackProofs
from forecast.trackstory import review_story
from forecast.tracktables import BETWEEN, INDICATOR
from forecast.trackwords import EXAMPLE_TEXT, TrackWords
from forecast.ui import actuals, proved, state, trackentry
from forecast.ui.chosen import Chosen
from forecast.ui.proof import prove_popover
from forecast.ui.proved import Cell, Part, Table
from forecast.ui.shelf import classes
from forecast.ui.shown import picture, plain, table
from forecast.yearplanwords import NOTE, OF_PLAN_HEADS, newest_text, of_plan_rows, running_text

Rows: TypeAlias = tuple[list[list[str]], list[list[Asks]]]
"""Texts of the cells of a table, and what proves their numbers."""


def draw(chosen: Chosen) -> None:
    """Draw the page."""
    text = chosen.wording.text
    st.title(text("A year later"))
    st.caption(text("What became known since the plan, what it requires of the years left, and why that changed."))
    trackentry.say_added(chosen)
    try:
        facts = actuals.load(chosen.plan)
    except ForecastError as error:
        trackentry.say_faults(chosen, error)
        return
    if not len(facts):
        _empty(chosen)
        return
    words = TrackWords(chosen.wording, chosen.plan)
    if facts.example:
        st.warning(plain(text(EXAMPLE_TEXT)))
    elif early := words.early(facts, datetime.date.today().isoformat()):
        st.warning(plain(early))
    found = _review(chosen, facts, words)
    warned = warn(found.ledger)
    _warnings(chosen, warned, TrackProofs(ledger=found.ledger, words=words))
    _one_target(chosen, found, warned, words)
    _files(chosen, facts)


def _empty(chosen: Chosen) -> None:
    """Nothing is known yet: what the page does, and the ways to begin."""
    text = chosen.wording.text
    st.info(text("No actuals yet. Upload a file or type the first figure below."))
    if (problem := st.session_state.pop("facts_problem", None)) is not None:
        trackentry.say_faults(chosen, problem)
    if (example := actuals.example(chosen.plan)) is not None:
        st.button(
            text("Look at the page with made-up figures"),
            on_click=_load,
            args=(chosen, example, "example.csv"),
            key="facts_example",
        )
    trackentry.draw_upload(chosen)
    trackentry.draw_form(chosen)


def _load(chosen: Chosen, content: bytes, name: str) -> None:
    st.session_state["facts_problem"] = actuals.add(chosen.plan, content, name)


def _review(chosen: Chosen, facts: Facts, words: TrackWords) -> Review:
    """Kind of review and day asked for, and its first sentence; what becomes known later is shown at once."""
    text = chosen.wording.text
    left, right = st.columns(2)
    state.settle("review_kind", REVIEWS, REVIEWS[1])
    kind = left.selectbox(text("Review"), REVIEWS, format_func=lambda each: text(REVIEW_WORDS[each]), key="review_kind")
    days = list(reversed(facts.days))
    start = next((place for place, day in enumerate(days) if day <= latest_day(chosen.plan, facts, kind)), 0)
    day = right.selectbox(
        text("as known on"),
        days,
        index=start,
        format_func=words.day,
        key=f"review_day_{chosen.plan.id}_{days[0]}_{kind}",
    )
    found = review(chosen.plan, facts, kind, day, judge_by(classes(), chosen.plan))
    st.header(plain(f"{title_text(found, words)}: {counts_text(found, words)}"))
    with st.expander(text("All targets of the review: {n}", n=len(found.rows))):
        proofs = TrackProofs(ledger=found.ledger, words=words)
        rows = tracktables.review_rows(found, words), proofs.review(found)
        _proved(chosen, text("Review"), tracktables.REVIEW_HEADS, rows, "review")
    st.download_button(
        text("This review as a Word document"), partial(_word, found, words), file_name=f"{chosen.plan.id}-{kind}-{found.year}.docx",
        on_click="ignore", key="review_word",
    )  # fmt: skip
    return found


def _word(found: Review, words: TrackWords) -> bytes:
    """The document, made when it is asked for."""
    return word(review_story(found, words), words.wording)


def _proved(chosen: Chosen, title: str, heads: Sequence[str], rows: Rows, key: str) -> None:
    """A table whose numbers open their proof.

    Parameters
    ----------
    rows : texts of its cells, and what proves their numbers
    """
    named = 1 if INDICATOR in heads else 0
    cells = [[_cell(*each) for each in zip(texts, asks, strict=True)] for texts, asks in zip(*rows, strict=True)]
    words = [chosen.wording.text(head) for head in heads]
    proved.draw(
        chosen,
        Table(title=title, heads=words, rows=cells, named=named, numbers=None if named else 1, dense=bool(named)),
        key,
    )


def _cell(text: str, asks: Asks) -> Cell:
    """A cell of text; each number in it that has a proof opens it."""
    if not asks:
        return proved.said(text)
    if len(asks) > 1:
        low, high = (_part(*each) for each in zip(text.split(BETWEEN), asks, strict=True))
        return Cell(parts=(low, (BETWEEN.strip(), None), high))
    before, number, after = text.partition(asks[0].inside or text)
    around: list[Part] = [(before.strip(), None), _part(number, asks[0]), (after.strip(), None)]
    return Cell(parts=tuple(part for part in around if part[0]))


def _part(text: str, ask: Ask) -> Part:
    return text, partial(ask.make, text)


def _warnings(chosen: Chosen, warned: tuple[Warned, ...], proofs: TrackProofs) -> None:
    text = chosen.wording.text
    st.header(text("For the leadership: what needs attention first"))
    told = tracktables.followed(warned)
    rows = [tracktables.warning_cells(each, proofs.words) for each in told], [proofs.warning(each) for each in told]
    _proved(chosen, text("Early warning"), tracktables.WARNING_HEADS, rows, "warnings")
    silent = len(warned) - len(told)
    if silent:
        st.caption(text("Targets without a figure since the plan: {n}", n=silent))


def _one_target(chosen: Chosen, found: Review, warned: tuple[Warned, ...], words: TrackWords) -> None:
    """Ledger and charts of one target, why its requirement changed, percent of plan, breaks, the running year, what was known when."""
    text = chosen.wording.text
    told = tracktables.followed(warned)
    if not told:
        return
    st.header(text("One target: what was required, and why it changed"))
    named = {f"{each.track.row.indicator} {each.track.row.target}": each for each in told}
    own = (name for name, each in named.items() if each.track.row.indicator == st.session_state.get("indicator"))
    key = f"track_{chosen.plan.id}"
    state.settle(key, named, next(own, next(iter(named))))
    one = named[st.selectbox(text("Target"), named, format_func=lambda name: words.name(named[name].track), key=key)]
    for line in _sentences(found, one, words):
        st.markdown(f"- {plain(line)}")
    proofs = TrackProofs(ledger=found.ledger, words=words)
    if one.running is not None:
        shown = chosen.wording.percent(one.running.rest)
        _beside(chosen, text("Growth required of the months left"), shown, proofs.rest(one.running, one.track), "rest")
    spec = requirement_chart(one.track, words)
    if spec is not None:
        picture(spec, text("Requirement over time"))
    rows = tracktables.ledger_rows(one.track, words), proofs.entries(one.track)
    _proved(chosen, text("Required a year"), tracktables.LEDGER_HEADS, rows, "ledger")
    st.caption(text("The four last columns add up to the change against the row before."))
    _narrowing(chosen, one.track, proofs)
    _of_plan(chosen, one.track, proofs)
    trackentry.draw_explanation(chosen, one)
    _vintages(chosen, one.track, words)


def _beside(chosen: Chosen, name: str, shown: str, asks: Asks, key: str) -> None:
    """A number that stands in a sentence alone, with its proof."""
    for ask in asks:
        prove_popover(chosen, partial(ask.make, shown), f"{name}: {shown}", key)


def _narrowing(chosen: Chosen, track: Track, proofs: TrackProofs) -> None:
    """How what is expected of the target year narrowed: chart, sentence, rows."""
    words = proofs.words
    spec = fan_chart(track, words)
    if spec is None:
        return
    text, told = chosen.wording.text, fan_text(track, words)
    head = text("What was expected of the target year, each time something became known")
    st.markdown(f"**{head}**")
    picture(spec, told)
    st.caption(plain(told))
    _beside(chosen, text("Span now ÷ span at first"), narrowed_text(track, words), proofs.narrowed(track), "narrowed")
    with st.expander(text("The same as a table")):
        _proved(chosen, head, FAN_HEADS, (fan_rows(track, words), proofs.fans(track)), "fans")


def _of_plan(chosen: Chosen, track: Track, proofs: TrackProofs) -> None:
    """Each value of a year or its months beside the plan of the year."""
    found = percents_of_plan(proofs.ledger, track)
    if not found:
        return
    text = chosen.wording.text
    name = text("Percent of plan")
    st.markdown(f"**{name}**")
    rows = of_plan_rows(found, track, proofs.words), proofs.of_plan(found, track)
    _proved(chosen, name, OF_PLAN_HEADS, rows, "of_plan")
    st.caption(text(NOTE))


def _sentences(found: Review, warned: Warned, words: TrackWords) -> list[str]:
    track = warned.track
    lines = [words.why(track), words.why_chance(track), f"{words.basis(warned)} {words.when(warned)}".strip()]
    lines += [newest_text(found.ledger, track, words), running_text(found.ledger, warned, words)]
    lines += [words.link(link, track) for link in track.last.chain.links]
    if warned.explanation is not None:
        known = words.day(warned.explanation.known_on)
        lines.append(f"{warned.explanation.author} ({known}): {warned.explanation.note}")
    return [line for line in lines if line]


def _vintages(chosen: Chosen, track: Track, words: TrackWords) -> None:
    text = chosen.wording.text
    with st.expander(text("What was known when: {n} facts, none is ever overwritten", n=len(track.facts))):
        heads = [text(head) for head in tracktables.VINTAGE_HEADS]
        table(heads, tracktables.vintage_rows(track.facts, words), key="vintages")


def _files(chosen: Chosen, facts: Facts) -> None:
    """Upload, typing, editing and downloading."""
    text = chosen.wording.text
    st.divider()
    st.header(text("Figures"))
    trackentry.draw_upload(chosen)
    trackentry.draw_form(chosen)
    trackentry.draw_grid(chosen, facts)
    left, right = st.columns(2)
    left.download_button(
        text("Download the figures as CSV"), facts_text(facts), file_name=actuals.NAME.format(plan=chosen.plan.id), mime="text/csv",
        on_click="ignore",
    )  # fmt: skip
    if facts.example:
        right.button(text("Remove the example"), on_click=actuals.clear_example, args=(chosen.plan,), key="facts_clear")
