from real_desktop.store.pairs import asked_selections, asked_slice, prompt_slice


def test_prompts_come_in_the_order_of_import(project):
    rows = project.db.execute("SELECT id, uuid FROM prompts ORDER BY id").fetchall()
    assert prompt_slice(project, 0) == rows
    assert prompt_slice(project, 1) == rows[1:]
    assert prompt_slice(project, rows[-1][0]) == []


def test_what_is_asked_comes_by_its_position(project):
    assert asked_selections(project) == [1]
    assert asked_slice(project, 1, 0)[2:4] == [(3, 2, 4, 5), (4, 2, 5, 6)]
    assert asked_slice(project, 1, 5) == [(6, 3, 8, 9)]
    assert asked_slice(project, 1, 6) == []
