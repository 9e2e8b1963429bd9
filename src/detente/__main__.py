"""`python -m detente` is the `detente` command."""

from detente.app.cli.main import main

raise SystemExit(main())
