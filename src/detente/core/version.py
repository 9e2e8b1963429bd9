"""Which Detente this is; every answer says so."""

VERSION = "0.1.0"
