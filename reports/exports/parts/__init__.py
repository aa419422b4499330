"""The parts of a document of one year, each made into plain texts for the template."""
