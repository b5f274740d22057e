"""`python -m bot`: the same as the console script `looplens`."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
