"""Pictures: what a scenario does, each as one Vega-Lite specification with the table of its figures."""
