"""In CI a skipped test is a failure; on a developer's machine it is a skip with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SKIPS = """
import pytest

def test_called(): pytest.skip("no browser")

@pytest.mark.skip(reason="not today")
def test_marked(): raise AssertionError

@pytest.mark.xfail(strict=True)
def test_expected(): raise AssertionError

def test_passes(): pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with our plugin, and no CI around it yet."""
    monkeypatch.delenv("CI", raising=False)
    plugin = (Path(__file__).parent / "no_skips.py").read_text("utf-8")
    pytester.makepyfile(no_skips_copy=plugin)
    pytester.syspathinsert()
    return pytester


def run(project: pytest.Pytester) -> pytest.RunResult:
    return project.runpytest_inprocess("-p", "no_skips_copy", "-p", "no:randomly")


def test_a_skip_is_a_skip_elsewhere(project: pytest.Pytester) -> None:
    """Without CI nothing changes."""
    project.makepyfile(SKIPS)
    run(project).assert_outcomes(passed=1, skipped=2, xfailed=1)


def test_a_skip_is_a_failure_in_ci(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reason is kept; an expected failure is no skip."""
    monkeypatch.setenv("CI", "true")
    project.makepyfile(SKIPS)
    result = run(project)
    result.assert_outcomes(passed=1, failed=1, errors=1, xfailed=1)
    result.stdout.fnmatch_lines_random(["*failure in CI*no browser*", "*failure in CI*not today*"])


def test_a_module_that_skips_itself_is_a_failure_in_ci(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skipping while collecting is seen too."""
    monkeypatch.setenv("CI", "true")
    project.makepyfile("import pytest\npytest.importorskip('no_such_module_at_all')")
    assert run(project).ret != 0
