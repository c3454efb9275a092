from autograder.i18n.alphabet import alphabetical, sort_key


def test_names_stand_where_people_look_for_them():
    names = ["Zoe", "érica", "Eva", "Fabio", "Ítalo", "Iris", "ana 10", "Ana 2", "Łukasz", "Lia", "Østen", "Otto"]
    assert alphabetical(names, str) == [
        "Ana 2", "ana 10", "érica", "Eva", "Fabio", "Iris", "Ítalo", "Lia", "Łukasz", "Østen", "Otto", "Zoe"
    ]  # fmt: skip


def test_the_order_is_one_whatever_comes_first():
    names = ["ana", "Ana", "aná", "李", "김", ""]
    assert len({sort_key(name) for name in names}) == len(names)
