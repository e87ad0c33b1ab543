"""A year later: actuals against the plan, what is required of the rest and why it changed, warnings, reviews."""

import datetime
from functools import partial

import streamlit as st

from forecast import tracktables
from forecast.errors import ForecastError
from forecast.report.word import word
from forecast.reviewwords import REVIEW_WORDS, counts_text, title_text
from forecast.trackcharts import requirement_chart
from forecast.trackfan import FAN_HEADS, fan_chart, fan_rows, fan_text
from forecast.tracking import Facts, Track
from forecast.tracking.prospect import judge_by
from forecast.tracking.review import REVIEWS, Review, latest_day, review
from forecast.tracking.warning import Warned, warn
from forecast.tracking.writing import facts_text
from forecast.tracking.yearplan import percents_of_plan
from forecast.trackstory import review_story
from forecast.trackwords import EXAMPLE_TEXT, TrackWords
from forecast.ui import actuals, state, trackentry
from forecast.ui.chosen import Chosen
from forecast.ui.shelf import classes
from forecast.ui.shown import picture, plain, table
from forecast.yearplanwords import NOTE, OF_PLAN_HEADS, newest_text, of_plan_rows, running_text


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
    _warnings(chosen, warned, words)
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
        heads = [text(head) for head in tracktables.REVIEW_HEADS]
        table(heads, tracktables.review_rows(found, words), key="review")
    st.download_button(
        text("This review as a Word document"), partial(_word, found, words), file_name=f"{chosen.plan.id}-{kind}-{found.year}.docx",
        on_click="ignore", key="review_word",
    )  # fmt: skip
    return found


def _word(found: Review, words: TrackWords) -> bytes:
    """The document, made when it is asked for."""
    return word(review_story(found, words), words.wording)


def _warnings(chosen: Chosen, warned: tuple[Warned, ...], words: TrackWords) -> None:
    text = chosen.wording.text
    st.header(text("For the leadership: what needs attention first"))
    told = tracktables.followed(warned)
    heads = [text(head) for head in tracktables.WARNING_HEADS]
    table(heads, [tracktables.warning_cells(each, words) for each in told], key="warnings", alt=text("Early warning"))
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
    spec = requirement_chart(one.track, words)
    if spec is not None:
        picture(spec, text("Requirement over time"))
    heads = [text(head) for head in tracktables.LEDGER_HEADS]
    table(heads, tracktables.ledger_rows(one.track, words), key="ledger")
    st.caption(text("The four last columns add up to the change against the row before."))
    _narrowing(chosen, one.track, words)
    _of_plan(chosen, found, one.track, words)
    trackentry.draw_explanation(chosen, one)
    _vintages(chosen, one.track, words)


def _narrowing(chosen: Chosen, track: Track, words: TrackWords) -> None:
    """How what is expected of the target year narrowed: chart, sentence, rows."""
    spec = fan_chart(track, words)
    if spec is None:
        return
    text, told = chosen.wording.text, fan_text(track, words)
    head = text("What was expected of the target year, each time something became known")
    st.markdown(f"**{head}**")
    picture(spec, told)
    st.caption(plain(told))
    with st.expander(text("The same as a table")):
        table([text(head) for head in FAN_HEADS], fan_rows(track, words), key="fans")


def _of_plan(chosen: Chosen, found: Review, track: Track, words: TrackWords) -> None:
    """Each value of a year or its months beside the plan of the year."""
    rows = of_plan_rows(percents_of_plan(found.ledger, track), track, words)
    if not rows:
        return
    text = chosen.wording.text
    name = text("Percent of plan")
    st.markdown(f"**{name}**")
    table([text(head) for head in OF_PLAN_HEADS], rows, key="of_plan", alt=name)
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
