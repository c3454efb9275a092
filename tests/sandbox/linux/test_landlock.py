from __future__ import annotations

from autograder.sandbox.linux.landlock import READ_DIR, READ_FILE, Rules


def test_everything_but_the_hidden_folder_is_granted(tmp_path):
    for name in ("numpy", "autograder", "deep/er"):
        (tmp_path / "lib" / "site" / name).mkdir(parents=True)
    (tmp_path / "lib" / "site" / "way_in").symlink_to(tmp_path / "lib" / "site" / "autograder")
    granted = {}

    class Recorded(Rules):
        def __init__(self):
            pass

        def _grant(self, paths, rights):
            granted.update({str(path.relative_to(tmp_path)): rights for path in paths})

    Recorded()._grant_but(tmp_path / "lib", tmp_path / "lib" / "site" / "autograder")
    both = READ_FILE | READ_DIR
    assert granted == {"lib": READ_DIR, "lib/site": READ_DIR, "lib/site/numpy": both, "lib/site/deep": both}
