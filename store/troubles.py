"""What can go wrong with a database, told to a person: driver errors become ``StoreError``, bugs stay what they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from clauselog.errors import StoreError
from clauselog.model import Text


@contextmanager
def told(tried: Text, where: str) -> Iterator[None]:
    """Errors of the database inside become a StoreError that says what was ``tried`` and ``where`` (no password)."""
    try:
        yield
    except exc.DBAPIError as error:
        trouble = _trouble(error.orig, where)
        if trouble is None:
            raise
        raise _store_error(tried, trouble) from error
    except sqlite3.Error as error:
        trouble = _trouble(error, where)
        if trouble is None:
            raise
        raise _store_error(tried, trouble) from error
    except UnicodeDecodeError as error:  # the driver found text that is none, in a row or in a message of SQLite
        raise _store_error(tried, _damaged(where)) from error


def missing(tried: Text, seen: Text, todo: Text) -> StoreError:
    """What was asked for is not there."""
    return StoreError(tried, seen, todo, transient=False)


_Trouble = tuple[Text, Text, bool]


def _store_error(tried: Text, trouble: _Trouble) -> StoreError:
    seen, todo, transient = trouble
    return StoreError(tried, seen, todo, transient=transient)


def _trouble(error: BaseException | None, where: str) -> _Trouble | None:
    if isinstance(error, sqlite3.Error):
        return _sqlite_trouble(error, where)
    if error is None:
        return None
    return _postgresql_trouble(error, where)


_SQLITE_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SQLITE_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_SQLITE_DISK = ("SQLITE_IOERR", "SQLITE_FULL")
_SQLITE_ACCESS = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")


def _sqlite_trouble(error: sqlite3.Error, where: str) -> _Trouble | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(_SQLITE_LOCKED):
        return _locked(where)
    if name.startswith(_SQLITE_DAMAGED):
        return _damaged(where)
    if name.startswith(_SQLITE_DISK):
        return (
            Text(zh=f"{where} 读写失败（{error}）", en=f"{where} could not be read or written ({error})"),
            Text(zh="请检查磁盘及其剩余空间后重试", en="Check the disk and its free space, then try again"),
            True,
        )
    if name.startswith(_SQLITE_ACCESS):
        return (
            Text(zh=f"{where} 无法打开或不可写", en=f"{where} cannot be opened or is not writable"),
            Text(
                zh="请检查路径，以及对文件和所在文件夹的权限",
                en="Check the path and your rights on the file and its folder",
            ),
            False,
        )
    return None


_PG_LOCKED = {"55P03", "40P01", "40001"}  # lock_not_available, deadlock_detected, serialization_failure
_PG_ABSENT = {"3D000"}  # invalid_catalog_name
_PG_LOGIN = {"28000", "28P01"}
_PG_REFUSED = {"42501"}


def _postgresql_trouble(error: BaseException, where: str) -> _Trouble | None:
    state = getattr(error, "sqlstate", None)
    message = str(error)
    if state in _PG_LOCKED:
        return _locked(where)
    if state in _PG_ABSENT or (state is None and "does not exist" in message and "database" in message):
        return absent(where)
    if state in _PG_LOGIN or (state is None and "authentication failed" in message):
        return (
            Text(zh=f"{where} 拒绝了用户名或密码", en=f"{where} refused the user name or password"),
            Text(zh="请检查数据库地址中的用户名和密码", en="Check the user name and password in the database address"),
            False,
        )
    if state in _PG_REFUSED:
        return (
            Text(zh=f"{where} 不允许此操作", en=f"{where} does not permit this"),
            Text(zh="请授予数据库用户所需的权限", en="Grant the database user the rights it needs"),
            False,
        )
    if type(error).__name__ == "OperationalError" and (state is None or state.startswith(("08", "53", "57"))):
        return (
            Text(zh=f"{where} 没有应答，或连接已断开", en=f"{where} did not answer, or the connection was lost"),
            Text(
                zh="请检查数据库服务是否运行、地址是否正确，然后重试",
                en="Check that the database server runs and the address is right, then try again",
            ),
            True,
        )
    return None


def _damaged(where: str) -> _Trouble:
    return (
        Text(zh=f"{where} 不是数据库文件，或已经损坏", en=f"{where} is not a database file, or is damaged"),
        Text(zh="请检查数据库地址，或从备份恢复", en="Check the database address, or restore a backup"),
        False,
    )


def _locked(where: str) -> _Trouble:
    return (
        Text(zh=f"{where} 一直被其他进程锁定", en=f"{where} stayed locked by another process"),
        Text(
            zh="没有写入任何内容；请结束占用它的程序后重试",
            en="Nothing was written; stop the program that holds it, or try again later",
        ),
        True,
    )


def absent(where: str) -> _Trouble:
    return (
        Text(zh=f"数据库 {where} 不存在", en=f"there is no database at {where}"),
        Text(
            zh="请先运行 `clauselog init`，或检查数据库地址",
            en="Run `clauselog init` first, or check the database address",
        ),
        False,
    )
