"""The fonts of the PDF, their licence and manifest, and the tool that makes them."""
