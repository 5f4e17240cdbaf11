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
        "schema --reference docs/configuration.md",
    ),
)
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write KIND.json there, and print the paths."
)
@click.option(
    "--reference",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the reference of all keys there as Markdown, and print the path.",
)
def schema(kind: str | None, out: Path | None, reference: Path | None) -> None:
    """Print the JSON schema of one kind of file, or of all kinds; or write the reference of all keys."""
    from simulation.config.json_schema import schema_text

    if reference is not None:
        _write_reference(reference)
        return
    texts = {name: schema_text(name) for name in ([kind] if kind else KINDS)}
    if out is None:
        members = ",\n".join(f'"{name}": {text.rstrip()}' for name, text in texts.items())
        click.echo(texts[kind] if kind else f"{{\n{members}\n}}", nl=not kind)
        return
    for path, text in _files(out, texts).items():
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(path)


def _write_reference(file: Path) -> None:
    from simulation.config.reference_page import reference_page

    try:
        file.write_text(reference_page(), encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror})"
        raise click.BadParameter(message, param_hint="'--reference'") from None
    click.echo(file)


def _files(out: Path, texts: dict[str, str]) -> dict[Path, str]:
    """Return what to write where, once the directory is there."""
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{out} cannot be used as a directory ({error.strerror})"
        raise click.BadParameter(message, param_hint="'--out'") from None
    return {out / f"{name}.json": text for name, text in texts.items()}
