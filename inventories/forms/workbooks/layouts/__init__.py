"""What people may upload: the layouts, each found by the contents of its sheets."""
