"""`schema`: what editors need to complete and check configuration files while they are typed."""

from pathlib import Path
from typing import Final

import click

from simulation.cli import options

KINDS: Final = ("world", "scenario", "policy", "experiment")
"""Kinds of file."""


@click.command(
    short_help="Print JSON schemas, for editors.",
    epilog=options.examples(
        "schema policy",
        "schema --out configs/schema",
    ),
)
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write KIND.json there, and print the paths."
)
def schema(kind: str | None, out: Path | None) -> None:
    """Print the JSON schema of one kind of file, or of all kinds."""
    from simulation.config.json_schema import schema_text

    texts = {name: schema_text(name) for name in ([kind] if kind else KINDS)}
    if out is None:
        members = ",\n".join(f'"{name}": {text.rstrip()}' for name, text in texts.items())
        click.echo(texts[kind] if kind else f"{{\n{members}\n}}", nl=not kind)
        return
    for path, text in _files(out, texts).items():
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(path)


def _files(out: Path, texts: dict[str, str]) -> dict[Path, str]:
    """Return what to write where, once the directory is there."""
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{out} cannot be used as a directory ({error.strerror})"
        raise click.BadParameter(message, param_hint="'--out'") from None
    return {out / f"{name}.json": text for name, text in texts.items()}
