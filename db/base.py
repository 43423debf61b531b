"""What every table shares: names of constraints, exact column types, keys, strict SQLite tables.

One set of models serves two engines. SQLite gets STRICT tables whose columns are only INTEGER,
REAL, TEXT and BLOB; PostgreSQL its own dates, numbers and booleans. Python sees the same values.
"""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    Identity,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.core import vocabulary

ENUM_LENGTH = 32
CENT = Decimal("0.01")


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def new_uid() -> str:
    """A random identifier for what travels between machines: 32 hexadecimal digits."""
    return uuid4().hex


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out. SQLite keeps fixed-width ISO text, which sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value!r}")
        moment = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return moment

    def process_result_value(
        self,
        value: datetime | str | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """An exact amount with two decimals. SQLite keeps cents, so sums and order stay exact."""

    impl = Numeric(14, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = BigInteger() if dialect.name == "sqlite" else Numeric(14, 2)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> object:
        if value is None:
            return None
        amount = Decimal(value).quantize(CENT)
        if amount != value:
            raise ValueError(f"an amount has two decimals: {value!r}")
        return int(amount / CENT) if dialect.name == "sqlite" else amount

    def process_result_value(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return (Decimal(value) * CENT).quantize(CENT)
        return Decimal(value).quantize(CENT)


_TEXTS: tuple[type[TypeEngine[Any]], ...] = (String, Text, Enum, Date, Time, DateTime, JSON)
_INTEGERS: tuple[type[TypeEngine[Any]], ...] = (Boolean, Integer, BigInteger, SmallInteger)


def _text(_type: object, _compiler: object, **_options: object) -> str:
    return "TEXT"


def _integer(_type: object, _compiler: object, **_options: object) -> str:
    return "INTEGER"


def _real(_type: object, _compiler: object, **_options: object) -> str:
    return "REAL"


for _kind in _TEXTS:
    compiles(_kind, "sqlite")(_text)
for _kind in _INTEGERS:
    compiles(_kind, "sqlite")(_integer)
compiles(Float, "sqlite")(_real)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def enum_type(kind: type[StrEnum]) -> Enum:
    """Store a vocabulary by its values, as text with a named CHECK, alike on both engines."""
    return Enum(
        kind,
        values_callable=_values,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=ENUM_LENGTH,
    )


def vocabularies() -> list[type[StrEnum]]:
    """Every enumeration of `desktop.core.vocabulary`."""
    kinds = inspect.getmembers(vocabulary, inspect.isclass)
    return [kind for _name, kind in kinds if issubclass(kind, StrEnum) and kind is not StrEnum]


def _check_name(constraint: CheckConstraint, _table: Table) -> str:
    """Name the CHECK of a vocabulary after its column: one table may use the same words twice."""
    if getattr(constraint, "_type_bound", False):
        return next(iter(constraint.columns)).name
    return str(constraint.name)


NAMING: dict[str, Any] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(own_constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "own_constraint_name": _check_name,
}


class Base(DeclarativeBase):
    """The parent of every table. Text columns are never NULL unless the annotation says so."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy's own protocol
        str: Text(),
        bool: Boolean(),
        int: Integer(),
        float: Float(),
        date: Date(),
        time: Time(),
        datetime: UtcDateTime(),
        Decimal: Money(),
        **{kind: enum_type(kind) for kind in vocabularies()},
    }


@event.listens_for(Table, "after_parent_attach")
def _complete(table: Table, metadata: MetaData) -> None:
    """Give all our tables what no `__table_args__` needs to say again.

    STRICT on SQLite; foreign keys whose check an undo may put off to the end of its transaction.
    """
    if metadata is not Base.metadata:
        return
    table.dialect_options["sqlite"]["strict"] = True
    for constraint in table.foreign_key_constraints:
        constraint.deferrable, constraint.initially = True, "IMMEDIATE"


pk = Annotated[int, mapped_column(Integer, Identity(), primary_key=True)]
"""The integer key used inside one database."""

uid = Annotated[str, mapped_column(String(32), default=new_uid, unique=True)]
"""The random identifier of what travels to other machines."""

created_at = Annotated[datetime, mapped_column(UtcDateTime, default=utc_now)]
"""When the row was made."""

json_dict = Annotated[dict[str, Any], mapped_column(JSON(none_as_null=True), default=dict)]
"""A JSON object. Assign a new one to change it: changes in place are not seen."""

json_list = Annotated[list[Any], mapped_column(JSON(none_as_null=True), default=list)]
"""A JSON array. Assign a new one to change it: changes in place are not seen."""
