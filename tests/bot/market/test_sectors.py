"""Names of sectors from a file are names and nothing else; a typed word means one of them or none."""

import pytest

from bot.market.sectors import OF_YAHOO, SECTORS, sector_meant, sector_name


@pytest.mark.parametrize("name", SECTORS)
def test_every_name_is_read_as_it_is_written_and_means_itself(name):
    assert sector_name(f"  {name} \n") == name
    assert sector_meant(name.lower(), SECTORS) == name


@pytest.mark.parametrize("told", ["", "-", "<!channel>", "@everyone", "A" * 41, "Energy\u202e", "=cmd()", "1", "`x`"])
def test_anything_else_in_a_file_is_no_name(told):
    assert sector_name(told) == ""


def test_yahoos_sectors_each_have_a_name_and_mean_it():
    assert set(OF_YAHOO.values()) == set(SECTORS)
    for key, name in OF_YAHOO.items():
        assert sector_meant(key, SECTORS) == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tech", "Information Technology"), ("staples", "Consumer Staples"), ("real", "Real Estate"),
     ("consumer", ""), ("e", ""), ("", ""), ("co", ""), ("xyz", "")],
)  # fmt: skip
def test_a_word_means_one_sector_or_none(typed, meant):
    assert sector_meant(typed, SECTORS) == meant
