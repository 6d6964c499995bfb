"""The guide to imports names everything that can be imported."""

import json
from pathlib import Path

import pytest

from imports import registry
from imports.core.mapping import Choices
from tests.imports.real_files import GROUPS, MAPPINGS
from tests.imports.real_table import DOCS


def test_every_preset_and_target_is_in_the_guide():
    text = DOCS.read_text()
    missing = [entry.name for entry in (*registry.presets(), *registry.targets()) if f"`{entry.name}`" not in text]

    assert not missing


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_of_a_mapping_can_be_read_and_is_used(path: Path):
    assert Choices.from_mapping(json.loads(path.read_text())) != Choices()
    assert path.stem in {file.mapping for files in GROUPS.values() for file in files}


def test_every_preset_belongs_to_a_target_and_fills_its_columns():
    for preset in registry.presets():
        target = registry.target(preset.target)
        named = {*preset.columns, *preset.constants, *preset.kinds, *preset.choices, *preset.asks, *preset.parted}

        assert named <= {column.name for column in target.columns}, preset.name
