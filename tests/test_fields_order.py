"""The table of fields: what comes before what, and that each rule says what it does."""

from postparse.fields import FIELDS, ORDER


def test_each_module_comes_after_what_it_needs() -> None:
    names = [module.__name__.rsplit(".", 1)[-1] for module in ORDER]
    for place, module in enumerate(ORDER):
        assert set(module.NEEDS) <= set(names[:place]), module.__name__


def test_each_rule_explains_itself_in_one_line() -> None:
    for field in FIELDS:
        assert field.rules, field.pointer
        for rule in field.rules:
            first = (rule.__doc__ or "").strip().split("\n", 1)[0]
            assert 20 < len(first) < 120, f"{field.pointer} {rule.__name__}: {first!r}"


def test_each_pointer_has_one_home() -> None:
    pointers = [field.pointer for field in FIELDS]
    assert len(pointers) == len(set(pointers))
