"""What changes the library: loading what is published, retiring what no longer serves."""

from emission_factors.services.loading import Loaded, load_editions, load_library
from emission_factors.services.reading import FixtureFault
from emission_factors.services.retiring import retire

__all__ = ["FixtureFault", "Loaded", "load_editions", "load_library", "retire"]
