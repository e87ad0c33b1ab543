"""The page under the hand and under twenty readers: printed, never judged. Budgets are those of issue 5.

.venv/bin/python benchmarks/page.py [--sessions N]
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import websockets
from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

INDICATOR = "indicator?plan=cam-duong&indicator=budget_revenue"
SLIDERS = "scenarios?plan=cam-duong&part=board"
STARTS = 5
READERS = 10
DRAG = 4.0
"""Length of a drag [s]."""
PAUSE = 1.5
"""Mean time between two moves of one reader [s]."""
MOVES = 8
WATCH = """() => {
  window.spent = []; window.frames = []; window.tasks = [];
  new PerformanceObserver((seen) => window.tasks.push(...seen.getEntries().map((each) => each.duration))).observe({ type: 'longtask' });
  const hosts = [...document.querySelectorAll('*')].filter((each) => each.shadowRoot?.querySelector('.board'));
  for (const { shadowRoot } of hosts) {
    let began = 0;
    shadowRoot.addEventListener('input', () => (began = performance.now()), true);
    shadowRoot.addEventListener('input', () => window.spent.push(performance.now() - began));
  }
  let last = performance.now();
  const frame = (now) => { window.frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(*command: str) -> Iterator[tuple[int, int]]:
    """Start a server of pages; its port and the id of its process."""
    port = free_port()
    arguments = [each.format(port=port) for each in command]
    server = subprocess.Popen([sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1500):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            time.sleep(0.02)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def line(name: str, values: Sequence[float], budget: str = "") -> None:
    """Least, median, 95th percentile and greatest of some times [ms]."""
    if not values:
        print(f"{name:44} nothing measured")
        return
    high = sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]
    print(
        f"{name:44} {min(values):8.1f} {statistics.median(values):8.1f} {high:8.1f} {max(values):8.1f} ms  n={len(values):<4} {budget}"
    )


def opened(browser: Browser, address: str) -> tuple[Page, float]:
    """A fresh visitor's page, and the time until its first slider stands there [ms]."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.get_by_role("slider").first.wait_for(timeout=30_000)
    return page, 1000 * (time.perf_counter() - began)


def first_pages(browser: Browser) -> None:
    """From the command until a page stands there, with the time of the first page itself, which a browser is open for."""
    all_in_all, first = [], []
    for _ in range(STARTS):
        began = time.perf_counter()
        with served("forecast", "app", "--port", "{port}") as (port, _):
            page, spent = opened(browser, f"http://127.0.0.1:{port}/{INDICATOR}")
            all_in_all.append(1000 * (time.perf_counter() - began))
            first.append(spent)
            page.context.close()
    line("from the command to the first page", all_in_all)
    line("first page, the very first reader", first, "at most 2500")


def later_pages(browser: Browser, port: int) -> None:
    """The page of other readers of a server that has been there for a while; none has anything kept."""
    for name, path in (("first page, later readers", INDICATOR), ("all sliders, later readers", SLIDERS)):
        found = []
        for _ in range(READERS):
            page, spent = opened(browser, f"http://127.0.0.1:{port}/{path}")
            found.append(spent)
            page.context.close()
        line(name, found, "at most 2500")


def drag(page: Page, name: str) -> None:
    """Move a slider to and fro for some seconds."""
    slider = page.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = slider.bounding_box()
    assert box is not None
    page.evaluate(WATCH)
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < DRAG:
        page.mouse.move(box["x"] + box["width"] * (0.1 + 0.8 * abs((spent % 2) - 1)), y)
    spent_in, frames, tasks = page.evaluate("[window.spent, window.frames.slice(5), window.tasks]")
    page.mouse.up()
    line(f"{name}: handler of one move", spent_in, "95th percentile at most 4")
    line(f"{name}: time between frames", frames)
    print(f"{name}: tasks above 50 ms while dragging: {len(tasks)} {[round(task) for task in tasks]}  none wanted")


def release(page: Page, name: str, repeats: int = 15) -> None:
    """From the release of a slider until the server has answered and the address is written."""
    slider = page.get_by_role("slider").first
    found = []
    for turn in range(repeats):
        box = slider.bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.5, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * (0.3 + 0.02 * turn), y, steps=4)
        before = page.url
        began = time.perf_counter()
        page.mouse.up()
        page.wait_for_function("before => location.href !== before", arg=before)
        found.append(1000 * (time.perf_counter() - began))
        page.wait_for_timeout(400)
    line(f"{name}: release to settled page", found, "median at most 300")


def memory(process: int) -> float:
    """Resident memory of a process [MB]."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(row.split()[1] for row in text.splitlines() if row.startswith("VmRSS"))) / 1024


def cpu(process: int) -> float:
    """Processor time that a process has used [ms]."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def finished(stream: Any) -> str | None:
    """Read until a run has ended; the id of the sliders where they were drawn."""
    found = None
    async for data in stream:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.HasField("bidi_component"):
            found = message.delta.new_element.bidi_component.id
        if kind == "script_finished":
            return found
    return found


async def reader(port: int, number: int, spent: list[float], done: asyncio.Barrier) -> None:
    """One reader who moves a slider now and then, and stays until all are done."""
    draw = random.Random(number)
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    options: Any = {"origin": f"http://127.0.0.1:{port}", "subprotocols": ["streamlit"], "max_size": None}
    async with websockets.connect(address, **options) as stream:
        first = BackMsg()
        first.rerun_script.query_string = INDICATOR.partition("?")[2]
        first.rerun_script.page_name = "indicator"
        await stream.send(first.SerializeToString())
        sliders = await finished(stream)
        assert sliders is not None
        for _ in range(MOVES):
            await asyncio.sleep(draw.expovariate(1 / PAUSE))
            move = BackMsg()
            move.rerun_script.query_string = first.rerun_script.query_string
            move.rerun_script.page_name = "indicator"
            state = move.rerun_script.widget_states.widgets.add()
            value = {"budget_revenue": {"value": round(draw.uniform(0, 20), 1), "rev": 0}}
            state.id, state.json_value = sliders, json.dumps({"moves": value})
            began = time.perf_counter()
            await stream.send(move.SerializeToString())
            await finished(stream)
            spent.append(1000 * (time.perf_counter() - began))
        await done.wait()
        await done.wait()


async def readers(port: int, process: int, count: int) -> tuple[list[float], float]:
    """Many readers at once: the time of every answer [ms], and the memory of the server while all are there [MB]."""
    spent: list[float] = []
    done = asyncio.Barrier(count + 1)
    tasks = [asyncio.create_task(reader(port, number, spent, done)) for number in range(count)]
    await done.wait()
    used = memory(process)
    await done.wait()
    await asyncio.gather(*tasks)
    return spent, used


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=20)
    sessions = parser.parse_args().sessions
    print(f"{'':44} {'least':>8} {'median':>8} {'95th':>8} {'max':>8}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        first_pages(browser)
        with served("forecast", "app", "--port", "{port}") as (port, process):
            opened(browser, f"http://127.0.0.1:{port}/{INDICATOR}")[0].context.close()
            later_pages(browser, port)
            for name, path in (("one indicator", INDICATOR), ("all sliders", SLIDERS)):
                page, _ = opened(browser, f"http://127.0.0.1:{port}/{path}")
                drag(page, f"{name} ({page.get_by_role('slider').count()})")
                page.wait_for_timeout(1000)
                release(page, name)
                page.context.close()
        browser.close()
    with served("forecast", "app", "--port", "{port}") as (port, process):
        _, alone = asyncio.run(readers(port, process, 1))
        before = cpu(process)
        spent, used = asyncio.run(readers(port, process, sessions))
        each = (cpu(process) - before) / len(spent)
    line(f"{sessions} sessions, a move every {PAUSE} s each", spent, "95th percentile at most 1000")
    print(f"{'processor time for each move, with its share of opening':44} {each:8.1f} ms")
    print(f"{'memory for each session':44} {(used - alone) / sessions:8.1f} MB  at most 10")


if __name__ == "__main__":
    main()
