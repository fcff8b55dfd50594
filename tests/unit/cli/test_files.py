"""What is written is whole, and only regular files are replaced."""

import os
import threading

from apps.cli.files import write_output


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_output(pipe, "report")
    reader.join(10)
    assert read == [b"report"]
    assert pipe.is_fifo()


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "report.html"
    target.write_text("old")
    write_output(target, "new")
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]
