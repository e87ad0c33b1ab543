"""A page with twenty sliders, for benchmarks/page.py."""

from forecast.ui import inputs, live, state

chosen = inputs.choose({})
live.sliders(chosen, sorted(chosen.shelf.movable)[:20], "board", "small")
state.save()
