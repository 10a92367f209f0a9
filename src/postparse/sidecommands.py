"""The few other commands: what can be read and written, and what pages of one site share."""

from typing import Annotated

import typer

from postparse.errors import PostparseError, UsageError
from postparse.maincommand import FAILED, NAMES, PLAIN, value
from postparse.render.screen import say, sink

formats_app = typer.Typer(add_completion=False, **PLAIN)  # type: ignore[arg-type]
profile_app = typer.Typer(add_completion=False, **PLAIN)  # type: ignore[arg-type]


@formats_app.command(context_settings=NAMES)
def formats() -> int:
    """List the formats that can be read (--from) and written (--to), with the file names that stand for them."""
    from postparse.readers import FORMATS
    from postparse.render import OUTPUTS

    for way, rows in (("read", FORMATS), ("write", OUTPUTS)):
        for row in rows:
            title = f"{row.title} (postparse[{extra}])" if (extra := getattr(row, "extra", None)) else row.title
            print(f"{way:<6} {row.name:<10} {' '.join(s for s in row.suffixes if s):<32} {title}".rstrip())
    return 0


_PAGES = typer.Argument(metavar="FOLDER...", help="Folders or files: HTML pages of one site.", show_default=False)


@profile_app.command("profile", context_settings=NAMES)
def learn(
    paths: Annotated[list[str], _PAGES],
    output: Annotated[str | None, value("-o --output", "FILE", "Write to FILE, as site.toml.")] = None,
    include: Annotated[str | None, value("--include", "GLOB", "Of folders, read only such files.")] = None,
) -> int:
    """Learn what the pages of one site share: where title, byline, tags and text stand, and what is furniture.

    The profile helps to read further pages of that site: postparse --profile FILE PATH.
    """
    from postparse import profilefile
    from postparse.learning import folder

    try:
        learnt, failed = folder.of(paths, say, include=include)
    except UsageError:
        raise
    except PostparseError as error:
        say(str(error))
        return FAILED
    with sink(output) as out:
        out.write(profilefile.written(learnt))
    return FAILED if failed else 0
