"""Thin faces over the workbench."""
