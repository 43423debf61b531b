"""One instance at a time, on a disk of this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from db.locking import FileLock, on_network_share, refuse_network_share
from desktop.core.errors import UserError

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//office/share /mnt/my\\040share cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
/dev/sdb /home/me/local ext4 rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="reads the mounts of a Unix system")
@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/srv/company.db", False),
        ("/home/anne/company.db", True),
        ("/mnt/my share/company.db", True),
        ("/home/me/far/company.db", True),
        ("/home/me/local/company.db", False),
        ("/homeless/company.db", False),
    ],
)
def test_the_innermost_mount_decides(tmp_path: Path, path: str, shared: bool):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert on_network_share(Path(path), mounts) is shared


def test_a_network_share_is_refused_with_what_to_do(tmp_path: Path):
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/ / nfs rw 0 0\n")
    with pytest.raises(UserError, match="partage réseau") as refused:
        refuse_network_share(tmp_path / "company.db", mounts)
    assert "PostgreSQL" in refused.value.hint


def test_a_lock_is_free_again_after_its_holder_was_killed(tmp_path: Path):
    path = tmp_path / "company.db"
    code = (
        "import sys, time; from pathlib import Path; from db.locking import FileLock;"
        "FileLock(Path(sys.argv[1])).acquire(); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    with holder, holder.stdout as output:
        assert output.readline() == b"held\n"
        with pytest.raises(UserError):
            FileLock(path).acquire()
        holder.kill()
    lock = FileLock(path)
    lock.acquire()
    lock.release()
    assert not path.with_name("company.db.lock").exists()


def test_a_lock_can_be_taken_and_given_back_many_times(tmp_path: Path):
    lock = FileLock(tmp_path / "company.db")
    for _round in range(3):
        lock.acquire()
        lock.release()
    lock.release()
